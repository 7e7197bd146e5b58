"""The sheets of a scenario in the Excel file that is handed to the units. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grassroots import texts, wording
from grassroots.presenting.scenario import Line, View
from grassroots.presenting.scenario_shares import Shares
from grassroots.reports_xlsx import Sheet, Value
from grassroots.targets import Target


def sheets(
    language: str,
    view: View,
    shared: Shares | None,
    moved: Sequence[tuple[Target, View]],
) -> list[Sheet]:
    """The numbers by unit and year with what they lead to, what is still missing shared
    out, and the other targets that move."""
    found = [_numbers(language, view)]
    if shared is not None:
        found.append(_shares(language, view, shared))
    if view.changes and moved:
        found.append(_others(language, view, moved))
    return found


def _heads(language: str) -> Callable[..., str]:
    def head(name: str, **values: object) -> str:
        return texts.text(language, f"scenario.file.{name}", **values)

    return head


def _numbers(language: str, view: View) -> Sheet:
    head = _heads(language)
    return Sheet(
        head("numbers"),
        (
            head("unit"),
            head("code"),
            head("today", year=view.whole.part.facts.year),
            head("of"),
            *(head("more", year=year) for year in view.years),
            head("then", year=view.until),
            head("of"),
            head("share", year=view.until),
            head("verdict"),
        ),
        tuple(_row(language, view, line) for line in (view.whole, *view.lines)),
    )


def _row(language: str, view: View, line: Line) -> tuple[Value, ...]:
    today, then = line.part.facts.figure, line.figure
    return (
        line.part.name,
        line.part.unit.code,
        today.numerator,
        today.denominator,
        *(line.numbers.get(year, 0) for year in view.years),
        None if then is None else then.numerator,
        None if then is None else then.denominator,
        None if then is None else then.value,
        wording.judged(language, line.assessed),
    )


def _shares(language: str, view: View, shared: Shares) -> Sheet:
    head = _heads(language)
    rows: list[tuple[Value, ...]] = []
    for line in view.lines:
        code = line.part.unit.code
        share = shared.by_unit.shares[code]
        rows.append(
            (
                line.part.name,
                code,
                line.missing.needed,
                line.made,
                line.left.needed,
                shared.pools[code],
                share,
                texts.brief(language, shared.each_year(share), 1),
            )
        )
    placed = sum(shared.by_unit.shares.values())
    each = texts.brief(language, shared.each_year(placed), 1)
    rows.append((head("sum"), "", None, None, None, None, placed, each))
    if shared.by_unit.not_placed:
        left = shared.by_unit.not_placed
        rows.append((head("not_placed"), "", None, None, None, None, left, ""))
    return Sheet(
        head("shares"),
        (
            head("unit"),
            head("code"),
            head("missing"),
            head("made", year=view.until),
            head("left"),
            head("pool"),
            head("given"),
            head("each", years=shared.years),
        ),
        tuple(rows),
    )


def _others(language: str, view: View, moved: Sequence[tuple[Target, View]]) -> Sheet:
    head = _heads(language)
    rows: list[tuple[Value, ...]] = []
    for target, other in moved:
        for line in (other.whole, *other.lines):
            rows.append(
                (
                    target.short.of(language),
                    line.part.name,
                    wording.result(language, line.part.facts),
                    wording.judged(language, line.part.facts),
                    wording.result(language, line.assessed),
                    wording.judged(language, line.assessed),
                )
            )
    return Sheet(
        head("others"),
        (
            head("measure"),
            head("unit"),
            head("result", year=view.whole.part.facts.year),
            head("verdict"),
            head("result", year=view.until),
            head("verdict"),
        ),
        tuple(rows),
    )
