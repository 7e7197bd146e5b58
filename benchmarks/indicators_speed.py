"""All indicators of a province of 110,000 members over six years, against pandas.

Run: .venv/bin/python benchmarks/indicators_speed.py [members]. A store is filled with a
made-up province (5 districts, 200 communes, 4,000 cells, 2,400 hamlets, with officers,
leaders and admissions in proportion). Timed, the best of three in one run: the cube's
figures, and the same counts in pandas on frames that are already in memory, first for
the province alone, then for the units in it. The counts are compared before they are
timed. Wanted: at most a third of the time of pandas. The cube keeps counts once after
an import; what that costs, and what figures cost before it, is printed too.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT.parent), str(ROOT)]

from made_up_province import PROVINCE, YEARS, fill, units  # noqa: E402
from pandas_counts import Counts, everywhere, in_pandas  # noqa: E402

from grassroots import cube, indicators, kept, store  # noqa: E402


def best(work: Callable[[], Any], times: int = 3) -> float:
    """Seconds, the best of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def compare(cells: list[cube.Cell], counts: Counts) -> None:
    """Both must have counted the same for the province."""
    for cell in cells:
        told = counts[cell.indicator]
        if cell.unit_id != PROVINCE or cell.year not in told.index:
            continue
        row = told.loc[cell.year]
        expected = [row["numerator"], row["denominator"]]
        got = [cell.numerator, cell.denominator]
        for mine, theirs in zip(expected, got, strict=True):
            if theirs is not None and not pd.isna(mine) and mine != theirs:
                raise SystemExit(f"{cell.indicator} {cell.year}: {expected}, {got}")


def main(size: int) -> None:
    """Fills, compares, times, prints."""
    with (
        tempfile.TemporaryDirectory() as folder,
        store.open_store(Path(folder) / "province.duckdb") as opened,
    ):
        frames, paths = fill(opened, size)
        kinds = units().set_index("unit_id")["kind"]
        cursor = opened.cursor()
        asked = list(indicators.INDICATORS)

        def one_by_one(units_asked: list[int] | None) -> list[cube.Cell]:
            return [
                cell
                for name in asked
                for cell in cube.figures(cursor, name, units=units_asked)
            ]

        def together(units_asked: list[int] | None) -> list[cube.Cell]:
            return cube.figures_of(cursor, asked, units=units_asked)

        by_year = in_pandas(frames, kinds, ["year"])
        assert set(by_year) == set(asked), set(asked) ^ set(by_year)
        compare(together([PROVINCE]), by_year)
        rows = len(frames["members"])
        print(
            f"{size:,} members × {len(YEARS)} years = {rows:,} rows, {len(asked)} ids"
        )
        pandas_province = best(lambda: in_pandas(frames, kinds, ["year"]))
        anew = best(lambda: together([PROVINCE]))
        _say("province, nothing kept yet", anew, pandas_province)
        started = time.perf_counter()
        cube.keep(opened)
        print(f"kept once after an import: {time.perf_counter() - started:.2f} s")
        compare(together([PROVINCE]), by_year)
        for label, work in (("together", together), ("one by one", one_by_one)):
            taken = best(lambda work=work: work([PROVINCE]))
            _say(f"province, {label}", taken, pandas_province)
        communes = kept.units(cursor)
        pandas_units = best(lambda: everywhere(frames, kinds, paths), 1)
        _say("communes and above", best(lambda: together(communes)), pandas_units)
        _say("every unit", best(lambda: together(None), 1), pandas_units)


def _say(what: str, taken: float, pandas_took: float) -> None:
    print(
        f"{what}: {taken:.2f} s, pandas {pandas_took:.2f} s, "
        f"ratio {taken / pandas_took:.2f} (wanted 0.33)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 110_000)
