"""Several measures at once: one line each, and the finding over all of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.headline import lower_first
from grassroots.indicators import INDICATORS
from grassroots.presenting import finding
from grassroots.presenting.course import CHANGE_OF_UNITS
from grassroots.targets import Programme
from grassroots.wording import MET, NO_VERDICT, ON_COURSE, PACED, SHORT_OF

OPEN = frozenset(("not_reported", "not_enough_data"))
_LEAST = Fraction(5, 100_000)  # 0.005 of a point: what two decimals show
_NAMED = 7  # units that a note names
_ONE_LINE = 82  # letters of a title at its size on the smaller screen


@dataclass(frozen=True)
class Line:
    """One measure of one unit. code: what the address calls it; label: its short name;
    before: the same a year earlier, None where the two are not to be compared."""

    code: str
    label: str
    now: Assessment
    before: Assessment | None

    @property
    def change(self) -> Fraction | None:
        """This share less that of the year before, exact where two decimals of a
        point show it, else 0; None where not to be compared."""
        if self.before is None or self.before.value is None or self.now.value is None:
            return None
        change = self.now.value - self.before.value
        return change if abs(change) >= _LEAST else Fraction(0)

    @property
    def is_told(self) -> bool:
        """Whether the year has a figure."""
        return self.now.figure.numerator is not None


def codes(programme: Programme) -> dict[str, str]:
    """The code of each target by its id: the indicator's id, which stays the same from
    programme to programme; a second target on one indicator keeps its own id."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for target in programme.targets:
        code = target.id if target.indicator in taken else target.indicator
        taken.add(target.indicator)
        found[target.id] = code
    return found


def lines(
    programme: Programme,
    labels: Mapping[str, str],
    now: Mapping[str, Assessment],
    before: Mapping[str, Assessment],
) -> list[Line]:
    """A line a target of the programme. labels: by indicator; now, before: by target
    id, before where there is one."""
    found = []
    for target_id, code in codes(programme).items():
        one = now[target_id]
        label = labels[one.target.indicator]
        if code == target_id and code != one.target.indicator:
            label = f"{label} ({target_id})"
        found.append(
            Line(code, label, one, finding.comparable(one, before.get(target_id)))
        )
    return found


def counts_nobody(one: Assessment) -> bool:
    """Whether the unit has reported and has no case to count."""
    figure = one.figure
    return figure.denominator == 0 and not figure.unknown


def due(one: Assessment) -> Fraction | None:
    """The share that the pace asks for by now, where it is another than the target."""
    judged = one.judgement
    if judged.verdict not in PACED or one.target.is_count:
        return None
    number = wording.threshold(one.target, judged.required_target)
    return None if judged.required_now == number else judged.required_now


def worst(found: Sequence[Line]) -> Line | None:
    """The line to be looked at first: the largest shortage, else the first that is
    behind, else the first with a figure; None where nothing is told."""
    if short := _shortest(found):
        return short
    told = [line for line in found if line.is_told]
    for line in told:
        if line.now.judgement.verdict in wording.NEEDS_ATTENTION:
            return line
    return told[0] if told else None


def _shortest(found: Sequence[Line]) -> Line | None:
    """The largest shortage, of people before anything else (as on the first page)."""
    short = [
        line
        for line in found
        if line.now.judgement.verdict in SHORT_OF and line.now.judgement.gap
    ]
    people = [line for line in short if wording.of_people(line.now.target.indicator)]
    return max(
        people or short,
        key=lambda line: line.now.judgement.gap or 0,
        default=None,
    )


def title(language: str, group: str, found: Sequence[Line]) -> str:
    """The finding over all lines: how many targets are met, what is missing most.
    group: what they are about, as it stands within a sentence."""
    if not any(line.is_told for line in found):
        return texts.text(language, "several.none", group=group)
    if all(counts_nobody(line.now) for line in found if line.is_told):
        return texts.text(language, "several.nobody", group=group)
    judged = [line for line in found if line.now.judgement.verdict not in NO_VERDICT]
    if not judged:
        return _followed(language, group, found)
    said = _counted(language, group, judged)
    if any(line.now.estimated for line in judged):
        said = texts.text(language, "boundaries.finding", said=said)
    return "; ".join([said, *_rest(language, judged, len(said))])


def _counted(language: str, group: str, judged: Sequence[Line]) -> str:
    if all(line.now.judgement.verdict in OPEN for line in judged):
        return texts.text(language, "several.all_open", group=group, count=len(judged))
    later = [line for line in judged if line.now.judgement.verdict in PACED]
    due = [line for line in judged if line not in later]
    met = sum(line.now.judgement.verdict in MET for line in due)
    going = sum(line.now.judgement.verdict in ON_COURSE for line in later)
    counts = {"met": met, "all": len(due), "going": going, "later": len(later)}
    key = "both" if due and later else ("due" if due else "later")
    return texts.text(language, f"several.{key}", group=group, **counts)


def _rest(language: str, judged: Sequence[Line], length: int) -> list[str]:
    """What is missing, and how many targets are still open."""
    said = []
    short = [line for line in judged if line.now.judgement.verdict in SHORT_OF]
    if largest := _shortest(judged):
        missing = wording.missing(language, largest.now)
        label = lower_first(largest.label)
        key = "short" if len(short) == 1 else "shortest"
        said.append(
            texts.text(language, f"several.{key}", measure=label, missing=missing)
        )
    still_open = sum(line.now.judgement.verdict in OPEN for line in judged)
    if 0 < still_open < len(judged):
        said.append(texts.text(language, "several.open", count=still_open))
    if len(said) == 2 and length + sum(map(len, said)) + 4 > 2 * _ONE_LINE:
        said.pop()
    return said


def _followed(language: str, group: str, found: Sequence[Line]) -> str:
    """Without a target: what rose and fell; else the lowest share."""
    changes = [(line.change, line) for line in found if line.change is not None]
    moved = [(change, line) for change, line in changes if change]
    if changes:
        up = sum(change > 0 for change, _ in changes)
        down = sum(change < 0 for change, _ in changes)
        before = changes[0][1].before
        assert before is not None
        said = texts.text(
            language,
            "several.moved",
            group=group,
            year=before.year,
            up=up,
            down=down,
            all=len(changes),
        )
        if not moved:
            return said
        change, line = max(moved, key=lambda pair: abs(pair[0]))
        points = texts.number(language, abs(change) * 100, 2)
        key = "most_up" if change > 0 else "most_down"
        most = texts.text(
            language, f"several.{key}", measure=lower_first(line.label), points=points
        )
        return f"{said}; {most}"
    said = texts.text(language, "several.followed", group=group, count=len(found))
    shares = [
        (line.now.value, line)
        for line in found
        if line.now.value is not None
        and (line.now.figure.denominator or 0) >= wording.SMALL
    ]
    if len(shares) < 2:
        return said
    _, line = min(shares, key=lambda pair: pair[0])
    value = wording.share(language, line.now)
    lowest = texts.text(
        language, "several.lowest", measure=lower_first(line.label), value=value
    )
    return f"{said}; {lowest}"


def of_one(
    language: str, line: Line, below: Mapping[str, Assessment], parts: str
) -> str:
    """The finding on the line looked at, as the head of what stands below."""
    return finding.sentence(language, line.now, line.before, below, parts)


def without_case(language: str, names: Sequence[str]) -> str:
    """Which units have no case to count, named if few; "" for none."""
    if not names:
        return ""
    if len(names) <= _NAMED:
        return texts.text(
            language, "several.notes.nobody", names=texts.listed(language, list(names))
        )
    return texts.text(language, "several.notes.nobodies", count=len(names))


def notes(
    language: str, found: Sequence[Line], rating_base: str, programme_sets: bool
) -> list[str]:
    """What must be known to read the lines. rating_base: the base of ratings chosen;
    programme_sets: whether the programme sets a target on any of them."""
    first = [texts.text(language, "several.notes.click")]
    if not programme_sets:
        first.append(texts.text(language, "several.notes.no_targets"))
    if any(due(line.now) is not None for line in found):
        first.append(texts.text(language, "several.notes.due"))
    if any(0 < (line.now.figure.denominator or 0) < wording.SMALL for line in found):
        first.append(texts.text(language, "several.notes.small"))
    if any(INDICATORS[line.now.target.indicator].base == "rating" for line in found):
        base = texts.text(language, f"bases.said.{rating_base}")
        first.append(texts.text(language, "several.notes.rating_base", base=base))
    turning = [_turned(language, line) for line in found if line.now.alternative]
    unsure = [line.label for line in found if line.now.judgement.unknown_could_turn]
    if unsure:
        which = texts.listed(language, unsure)
        turning.append(texts.text(language, "overview.notes.unknown", which=which))
    said = (first, turning, _on_changes(language, found))
    return [" ".join(each) for each in said if each]


def _turned(language: str, line: Line) -> str:
    other = line.now.alternative
    assert other is not None and other.figure.value is not None
    each = texts.text(
        language,
        "overview.notes.other_base",
        id=lower_first(line.label),
        base=texts.text(language, f"bases.said.{other.base}"),
        ratio=wording.ratio(language, other.figure),
        share=texts.percent(language, other.figure.value),
        word=lower_first(wording.verdict(language, other.judgement.verdict)),
    )
    return texts.text(language, "several.notes.turned", each=each)


def _on_changes(language: str, found: Sequence[Line]) -> list[str]:
    """Why a change is not said, or that it leads over the change of units."""
    said = []
    told = [line for line in found if line.now.value is not None]
    if any(line.change is None for line in told):
        said.append(
            texts.text(language, "several.notes.no_change", year=told[0].now.year - 1)
        )
    if any(
        line.change is not None and line.now.year == CHANGE_OF_UNITS for line in told
    ):
        said.append(texts.text(language, "several.notes.crossing"))
    return said
