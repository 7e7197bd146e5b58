"""What will change when files are loaded: rows, and the programme's figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd
import streamlit as st

from grassroots import texts
from grassroots.cube import Cell
from grassroots.importing.rehearsal import NO_CHANGE, Change
from grassroots.progress import shown_percent
from pages.parts import dropping
from pages.parts.cards import plain
from pages.parts.dropping import Arrived, Foreseen
from pages.parts.frame import Frame


def show(frame: Frame, ready: Sequence[Arrived]) -> None:
    """The rows that come and go, and a fold with the figures before and after."""
    total = sum((one.changes for one in ready), NO_CHANGE)
    parts = [frame.text("arrivals.rows.fresh", count=total.fresh)]
    if total.replaced:
        parts.append(frame.text("arrivals.rows.replaced", count=total.replaced))
    if total.unchanged:
        parts.append(frame.text("arrivals.rows.unchanged", count=total.unchanged))
    if total.gone:
        parts.append(frame.text("arrivals.rows.gone", count=total.gone))
    st.markdown(plain(frame.text("arrivals.will", rows=", ".join(parts))))
    known: Foreseen | None = st.session_state.get("foreseen")
    keys = frozenset(one.key for one in ready)
    if known is None or known.keys != keys:
        label = frame.text("arrivals.foresee", count=len(ready))
        if st.button(label, key="foresee", icon=":material/difference:"):
            dropping.look(frame, ready)
            st.rerun()
        return
    _figures(frame, known)


def _figures(frame: Frame, known: Foreseen) -> None:
    changed = [one for one in known.changes if _differs(one)]
    unit, year = known.unit, str(known.year)
    values = {"count": len(changed), "all": len(known.changes)}
    label = frame.text("arrivals.figures.title", unit=unit, year=year, **values)
    with st.expander(plain(label), key="foreseen_figures"):
        if not changed:
            st.caption(frame.text("arrivals.figures.none"))
            return
        lines = [_line(frame, one) for one in changed]
        table = pd.DataFrame(lines)
        safe = table.map(plain)
        st.table(safe, border="horizontal", hide_index=True)
        st.caption(plain(frame.text("arrivals.figures.note")))


def _differs(change: Change) -> bool:
    return _counts(change.before) != _counts(change.after)


def _counts(cell: Cell | None) -> tuple[object, ...]:
    if cell is None or cell.numerator is None:
        return ()
    return cell.numerator, cell.denominator, cell.unknown


def _line(frame: Frame, change: Change) -> dict[str, str]:
    title = texts.text(frame.language, f"indicators.{change.indicator}.title")
    return {
        frame.text("arrivals.figures.indicator"): title,
        frame.text("arrivals.figures.before"): _said(frame, change.before),
        frame.text("arrivals.figures.after"): _said(frame, change.after),
    }


def _said(frame: Frame, cell: Cell | None) -> str:
    """ "91,24 % (604/662)", with what is unknown; the count alone without a base."""
    if cell is None or cell.numerator is None:
        return frame.text("verdicts.not_reported")
    above = texts.number(frame.language, cell.numerator)
    if cell.denominator is None:
        return above
    below = texts.number(frame.language, cell.denominator)
    said = f"{above}/{below}"
    if cell.denominator:
        share = shown_percent(Fraction(cell.numerator, cell.denominator), None, 2)
        said = f"{texts.percent(frame.language, share)} ({said})"
    if cell.unknown:
        unknown = frame.text("arrivals.figures.unknown", count=cell.unknown)
        said = f"{said}, {unknown}"
    return said
