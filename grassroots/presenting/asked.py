"""What a programme asks, in words: the number and its time, for whom, with what weight,
from where, and what the document prints of the past. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from grassroots import texts, wording
from grassroots.targets import Baseline, Programme, Target

_WITHOUT = ("rises", "not_set", "followed")


def demand(language: str, target: Target) -> str:
    """The number with its time: "trên 90 %, hằng năm", "từ 50 % đến 2025, từ 75 % đến
    2030", "chưa đặt số, hằng năm"."""
    if target.when == "deadline":
        steps = [
            _said(
                language, f"deadline_{_direction(target)}", year=one.year, number=said
            )
            for one in target.milestones
            for said in [_number(language, target, one.value)]
        ]
        said = ", ".join(steps)
    else:
        said = _form(language, target)
        if target.comparator != "followed":
            said += _time(language, target)
    if target.also_rises:
        said += ", " + texts.text(language, "targets_said.also_rises")
    return said


def _form(language: str, target: Target) -> str:
    name = target.comparator
    if name in _WITHOUT:
        return _said(language, name)
    if target.low is not None:
        if name == "relative_cut" and target.high is None:
            key = "relative_cut_above" if target.is_strict else "relative_cut_from"
            return _said(language, key, number=_number(language, target, target.low))
        low = _number(language, target, target.low)
        high = _number(language, target, target.high or target.low)
        if name == "count_range" and target.low == target.high:
            return _said(language, "exactly", number=high)
        return _said(language, name, low=low, high=high)
    if target.value is None:
        return _said(language, "not_set")
    number = _number(language, target, target.value)
    said = _said(language, _direction(target), number=number)
    return _said(language, "average", said=said) if name == "average" else said


def _direction(target: Target) -> str:
    """The key of more than, at least, at most, less than, all."""
    if target.comparator == "at_most":
        return "under" if target.is_strict else "at_most"
    if target.is_strict:
        return "above"
    numbers: list[Fraction | None] = [one.value for one in target.milestones]
    numbers = numbers or [target.value]
    whole = numbers == [Fraction(1)] and not target.is_count
    return "all" if whole else "at_least"


def _number(language: str, target: Target, number: Fraction) -> str:
    if not target.is_count and not _counts(target):
        return texts.brief_percent(language, number)
    things = wording.noun(language, target.indicator, int(number))
    return f"{texts.brief(language, number)} {things}"


def _counts(target: Target) -> bool:
    """Whether a deadline's limits are counts."""
    return target.comparator == "at_most" and any(
        one.value > 1 for one in target.milestones
    )


def _time(language: str, target: Target) -> str:
    first, last = target.from_year, target.to_year
    key = f"time_{target.when}"
    if target.when == "term":
        return _said(language, key, first=first, last=last)
    years = {"first": first or "", "last": last or ""}
    if first and last:
        return _said(language, key) + " " + _said(language, "from_to", **years)
    if last:
        return _said(language, key) + " " + _said(language, "until", **years)
    return _said(language, key)


def conditions(language: str, target: Target) -> list[str]:
    """What narrows or fixes it: who is left out, which kinds alone, which base the text
    prints, the count printed beside a share; empty for most."""
    found = []
    if target.exclude:
        found.append(texts.text(language, "targets_said.without_armed_forces"))
    if target.only_kinds:
        kinds = [
            texts.text(language, f"organisation_kinds.{kind}")
            for kind in target.only_kinds
        ]
        listed = texts.listed(language, kinds)
        found.append(texts.text(language, "targets_said.only_kinds", kinds=listed))
    if target.base:
        base = texts.text(language, f"targets_said.bases.{target.base}")
        found.append(texts.text(language, "targets_said.base", base=base))
    if target.denominators == "all_units":
        found.append(texts.text(language, "targets_said.all_units"))
    if target.equivalent is not None:
        things = wording.noun(language, target.indicator, target.equivalent)
        number = texts.number(language, target.equivalent)
        said = f"{number} {things}"
        found.append(texts.text(language, "targets_said.equivalent", number=said))
    return found


def cited(language: str, programme: Programme, target: Target) -> str:
    """Document, section and weight: "Kế hoạch số 90-KH/HU …, mục II.1.2 (phấn đấu)"."""
    weight = texts.text(language, f"obligations.{target.obligation}")
    return texts.text(
        language,
        "targets_said.cited",
        source=programme.source,
        section=target.section,
        obligation=weight,
    )


def printed(language: str, target: Target, baseline: Baseline) -> str:
    """A figure that the document prints: "12/2022: 97/183 (53,01 %)"."""
    counted = _counted(language, target, baseline)
    when = str(baseline.year)
    if baseline.month != 12:
        when = f"{baseline.month}/{baseline.year}"
    said = f"{when}: {counted}"
    if baseline.by is not None and baseline.group is not None:
        key = f"targets_said.parts.{baseline.group}"
        named = baseline.group
        if texts.has(language, key):
            named = texts.text(language, key)
        said = f"{said} ({named})"
    if baseline.derived:
        said = f"{said} – {texts.text(language, 'targets_said.derived')}"
    if baseline.note is not None:
        said = f"{said}. {baseline.note.of(language)}"
    return said


def _counted(language: str, target: Target, baseline: Baseline) -> str:
    if baseline.numerator is None:
        number = texts.number(language, baseline.failing or 0)
        return texts.text(language, "targets_said.failing", number=number)
    above = texts.number(language, baseline.numerator)
    if not baseline.denominator:
        things = wording.noun(language, target.indicator, baseline.numerator)
        return f"{above} {things}"
    below = texts.number(language, baseline.denominator)
    share = Fraction(baseline.numerator, baseline.denominator)
    return f"{above}/{below} ({texts.percent(language, share)})"


def _said(language: str, key: str, **values: object) -> str:
    return texts.text(language, f"targets_said.{key}", **values)


def finding(language: str, programme: Programme, targets: Sequence[Target]) -> str:
    """The title: how many targets can be judged, are followed, wait for a number.
    targets: with the numbers that the user has entered."""
    followed = sum(target.comparator == "followed" for target in targets)
    waiting = sum(target.comparator == "not_set" for target in targets)
    judged = len(targets) - followed - waiting
    name = (programme.short or programme.issuer).of(language)
    counts = {"judged": judged, "followed": followed}
    said = texts.text(language, "targets_page.title", programme=name, **counts)
    if not waiting:
        return said
    return texts.text(language, "targets_page.title_open", title=said, open=waiting)


def states(language: str, verdicts: Sequence[str]) -> list[tuple[str, str]]:
    """How many targets stand how: verdict and "2 ● Đạt", in the order in which they
    first come; followed ones and those without a number are left out."""
    counted = Counter(one for one in verdicts if one not in wording.NO_VERDICT)
    return [
        (
            name,
            texts.text(
                language,
                "targets_page.state",
                count=count,
                verdict=wording.marked(language, name),
            ),
        )
        for name, count in counted.items()
    ]
