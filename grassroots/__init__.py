"""Targets for grassroots Party organisations: rosters in, verdicts out.

The library under the dashboard. It knows no Streamlit; `store` owns the DuckDB file,
`query` alone runs SQL, `progress` and `scenario` are pure arithmetic.
"""
