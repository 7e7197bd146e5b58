"""The first page as data: which targets are met, how many are missing, where, and what
changed. Pure: assessments in, text and numbers out; the page only draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grassroots import headline, texts, wording
from grassroots.assessment import Assessment
from grassroots.headline import Card, Row
from grassroots.indicators import INDICATORS
from grassroots.progress import Figure
from grassroots.targets import Programme, Target
from grassroots.units import Unit
from grassroots.wording import NEEDS_ATTENTION

CHANGE_OF_UNITS = 2025  # communes under the province since 1/7/2025
_ROOM = 37  # letters that a target's cell holds
_ROOM_MISSING = 13
_FEW = 6  # more targets than this leave no room for words as column heads


@dataclass(frozen=True)
class MatrixRow:
    """One unit: a text and a verdict for each target, and how many need attention."""

    unit: Unit
    name: str
    cells: tuple[str, ...]
    verdicts: tuple[str, ...]
    assessments: tuple[Assessment, ...]
    attention: int


@dataclass(frozen=True)
class Overview:
    """The whole page; `rows` with a verdict, `followed` without, `matrix` may be empty
    (a unit without units under it)."""

    finding: str
    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    followed: tuple[Row, ...]
    notes: tuple[str, ...]
    part_name: str
    matrix_title: str
    heads: tuple[str, ...]
    matrix: tuple[MatrixRow, ...]
    as_of: str
    complete: int


def build(
    language: str,
    programme: Programme,
    unit: Unit,
    children: Sequence[Unit],
    assessments: Sequence[Assessment],
    year: int,
) -> Overview:
    """Shapes the assessments of a unit (this year and the one before) and of the units
    one step below it (this year). What was not assessed is left out."""
    by_place = {(a.target.id, a.unit_id, a.year): a for a in assessments}
    part_name = wording.parts(language, children)
    rows = [
        _row(
            language, now, by_place.get((target.id, unit.unit_id, year - 1)), part_name
        )
        for target in programme.targets
        if (now := by_place.get((target.id, unit.unit_id, year))) is not None
    ]
    judged = [row for row in rows if row.verdict != "followed"]
    shown = sorted(judged, key=lambda row: not row.due)
    below = {
        (target.id, child.unit_id): found
        for target in programme.targets
        for child in children
        if (found := by_place.get((target.id, child.unit_id, year))) is not None
    }
    matrix = _matrix(language, [row.assessment for row in shown], children, below)
    before = {
        target.id: found
        for target in programme.targets
        if (found := by_place.get((target.id, unit.unit_id, year - 1))) is not None
    }
    return Overview(
        finding=headline.finding(language, shown),
        cards=(
            headline.due_card(language, shown),
            headline.later_card(language, shown),
            headline.shortage_card(language, shown, _places(shown, matrix), part_name),
            headline.change_card(language, shown, before, year - 1),
        ),
        rows=tuple(shown),
        followed=tuple(row for row in rows if row.verdict == "followed"),
        notes=(*_notes(language, shown), *_of_units(language, programme, unit, shown)),
        part_name=part_name,
        matrix_title=_matrix_title(language, matrix, part_name),
        heads=tuple(
            row.assessment.target.id
            if len(shown) > _FEW
            else row.assessment.target.short.of(language)
            for row in shown
        ),
        matrix=tuple(matrix),
        as_of=wording.as_of(language, [row.assessment.figure.as_of for row in rows]),
        complete=sum(
            all(verdict not in ("not_reported",) for verdict in line.verdicts)
            for line in matrix
        ),
    )


def _row(
    language: str, now: Assessment, before: Assessment | None, part_name: str
) -> Row:
    target, judgement = now.target, now.judgement
    years, series = _series(now)
    star = " *" if now.alternative is not None else ""
    return Row(
        assessment=now,
        title=_title(language, target),
        result=wording.result(language, now) + star,
        aim=wording.aim(language, now),
        verdict=judgement.verdict,
        word=wording.judged(language, now),
        pace=wording.pace(language, now, before),
        missing=wording.missing(language, now, _ROOM_MISSING),
        attained=_attained(now),
        needed_now=_needed_now(now),
        band=target.high / target.low if target.low and target.high else None,
        first_year=years[0] if years else now.year,
        series=series,
        breaks=tuple(years.index(one) for one in _breaks(now) if one in years[1:]),
        cut=years.index(now.since) if now.since in years[1:] else None,
        due=wording.is_due(now),
    )


def _breaks(now: Assessment) -> list[int]:
    """The years before which a line across them is broken: units changed everywhere on
    1/7/2025, and the unit itself where it became another population."""
    return sorted({CHANGE_OF_UNITS, now.since or CHANGE_OF_UNITS})


def _places(shown: Sequence[Row], matrix: Sequence[MatrixRow]) -> dict[str, list[str]]:
    """The verdicts of the units on the matrix, target by target."""
    return {
        row.assessment.target.id: [line.verdicts[position] for line in matrix]
        for position, row in enumerate(shown)
    }


def _title(language: str, target: Target) -> str:
    """The id and the longest title that a table has room for."""
    whole = f"{target.id} {target.title.of(language)}"
    if len(whole) <= _ROOM:
        return whole
    return f"{target.id} {target.short.of(language)}"


def _attained(now: Assessment) -> Fraction | None:
    """Value / target, None where there is no figure or no number to hold it against."""
    target, judgement = now.target, now.judgement
    against = wording.threshold(target, judgement.required_target)
    if not against or target.comparator in wording.WITHOUT_NUMBER:
        return None
    if target.is_count:
        counted = wording.judged_count(now)
        return None if counted is None else counted / against
    return None if now.value is None else now.value / against


def _needed_now(now: Assessment) -> Fraction | None:
    """Required by now / target, where a pace is judged by a share."""
    target, judgement = now.target, now.judgement
    against = wording.threshold(target, judgement.required_target)
    if judgement.required_now is None or not against or now.target.is_count:
        return None
    paced = judgement.verdict in wording.PACED and not judgement.partial
    return judgement.required_now / against if paced else None


def _series(now: Assessment) -> tuple[list[int], tuple[Fraction | None, ...]]:
    """The years from the first figure to this one, each with its value or None."""
    values = {
        figure.year: _value(figure, now.target.is_count)
        for figure in now.series
        if figure.year <= now.year
    }
    known = [year for year, value in values.items() if value is not None]
    if not known:
        return [], ()
    years = list(range(min(known), now.year + 1))
    return years, tuple(values.get(year) for year in years)


def _value(figure: Figure, counted: bool = False) -> Fraction | None:
    if counted:
        return None if figure.numerator is None else Fraction(figure.numerator)
    return figure.value


def _notes(language: str, rows: Sequence[Row]) -> list[str]:
    notes = []
    turned = [row for row in rows if row.assessment.alternative is not None]
    if turned:
        each = [_other_base(language, row) for row in turned]
        notes.append(texts.text(language, "overview.notes.base", each="; ".join(each)))
    unknown = [row for row in rows if row.assessment.judgement.unknown_could_turn]
    if unknown:
        names = [row.assessment.target.id for row in unknown]
        which = texts.listed(language, names)
        notes.append(texts.text(language, "overview.notes.unknown", which=which))
    partial = [row for row in rows if row.assessment.judgement.partial]
    if partial:
        day = wording.as_of(language, [row.assessment.figure.as_of for row in partial])
        year = partial[0].assessment.year
        notes.append(texts.text(language, "overview.notes.partial", year=year, day=day))
    return notes


def _of_units(
    language: str, programme: Programme, unit: Unit, rows: Sequence[Row]
) -> list[str]:
    """What changes of units do to the figures shown: estimates, other populations, what
    is counted, a programme whose own committee is no more."""

    def say(key: str, **values: object) -> str:
        return texts.text(language, f"boundaries.notes.{key}", **values)

    def ids(some: Sequence[Row]) -> str:
        return texts.listed(language, [row.assessment.target.id for row in some])

    notes = []
    estimated = [row for row in rows if row.assessment.estimated]
    if estimated:
        notes.append(say("estimated", which=ids(estimated)))
    name = wording.whole_unit(language, unit)
    since = [one for row in rows if (one := row.assessment.since) is not None]
    if since:
        notes.append(say("since", unit=name, year=max(since)))
    crossing = [row for row in rows if row.breaks]
    counted = [row for row in crossing if _counts_organisations(row)]
    if counted:
        notes.append(say("organisations", which=ids(counted)))
    elif crossing:
        notes.append(say("change"))
    if programme.ended is not None and programme.unit not in (None, unit.name):
        day = texts.day(language, programme.ended)
        notes.append(say("lapsed", body=programme.unit, day=day, unit=name))
    return notes


def _counts_organisations(row: Row) -> bool:
    return "organisations" in INDICATORS[row.assessment.target.indicator].rosters


def _other_base(language: str, row: Row) -> str:
    other = row.assessment.alternative
    assert other is not None
    share = other.figure.value
    return texts.text(
        language,
        "overview.notes.other_base",
        id=row.assessment.target.id,
        base=texts.text(language, f"bases.said.{other.base}"),
        ratio=wording.ratio(language, other.figure),
        share=texts.percent(language, share) if share is not None else "–",
        word=headline.lower_first(wording.verdict(language, other.judgement.verdict)),
    )


def _matrix(
    language: str,
    shown: Sequence[Assessment],
    children: Sequence[Unit],
    below: dict[tuple[str, int], Assessment],
) -> list[MatrixRow]:
    """Units by how many targets need attention, then by code: no ranking by share."""
    lines = []
    for child in children:
        found = [below.get((now.target.id, child.unit_id)) for now in shown]
        names = [a.judgement.verdict if a else "not_reported" for a in found]
        none = texts.text(language, "overview.not_sent")
        lines.append(
            MatrixRow(
                child,
                wording.unit_name(language, child),
                tuple(wording.cell(language, a) if a else none for a in found),
                tuple(names),
                tuple(a for a in found if a is not None),
                sum(name in NEEDS_ATTENTION for name in names),
            )
        )
    high = {child.level for child in children} & {"area", "district", "commune"}
    told = [line for line in lines if not high or _is_shown(line)]
    return sorted(told, key=lambda line: (-line.attention, line.unit.code))


def _is_shown(line: MatrixRow) -> bool:
    """Whether a unit beside districts or communes has a place: a delegation that none
    of the targets is about has not failed to report."""
    silent = {"not_reported", "not_applicable"}
    return line.unit.level != "organisation" or not set(line.verdicts) <= silent


def _matrix_title(language: str, matrix: Sequence[MatrixRow], part_name: str) -> str:
    if not matrix:
        return ""
    if all(set(line.verdicts) <= headline.SAYS_NOTHING for line in matrix):
        return texts.text(language, "overview.matrix.nothing", parts=part_name)
    most = matrix[0].attention
    if not most:
        return texts.text(language, "overview.matrix.none", parts=part_name)
    worst = [line.name for line in matrix if line.attention == most]
    share = f"{most}/{len(matrix[0].verdicts)}"
    if len(worst) == 1:
        return texts.text(language, "overview.matrix.one", name=worst[0], share=share)
    if len(worst) <= 3:
        names = texts.listed(language, worst)
        return texts.text(language, "overview.matrix.some", names=names, share=share)
    return texts.text(
        language,
        "overview.matrix.many",
        count=len(worst),
        parts=part_name,
        share=share,
    )
