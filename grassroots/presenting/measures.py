"""What a page shows of a programme: its targets on some indicators, and the indicators
that it sets no target on, followed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grassroots import texts, unit_names
from grassroots.targets import Programme, Target, Words

# Areas and groups hold communes, as districts did.
_STEPS = ("hamlet", "cell", "subcommittee", "organisation", "commune", "district")
_HEIGHTS = {level: height for height, level in enumerate((*_STEPS, "province"))}
_HEIGHTS |= dict.fromkeys(("area", "group", "grouping"), _HEIGHTS["district"])


def programme_of(programme: Programme, indicators: Sequence[str]) -> Programme:
    """The programme with its targets on the indicators alone, in their order; an
    indicator without one gets a target that follows it, of the indicator's own id."""
    targets: list[Target] = []
    for indicator in indicators:
        own = [one for one in programme.targets if one.indicator == indicator]
        targets += own or [_followed(indicator)]
    return replace(programme, targets=tuple(targets))


def for_level(programme: Programme, level: str) -> Programme:
    """The programme as it is asked of units of a level: a count ("1–2 in the term") is
    the whole committee's, so units below its level are not held to it but followed."""
    own = "province"
    if programme.unit is not None:
        own = unit_names.read(programme.unit).level or own
    if _HEIGHTS[level] >= _HEIGHTS[own]:
        return programme
    return replace(
        programme,
        targets=tuple(
            replace(target, comparator="followed") if target.is_count else target
            for target in programme.targets
        ),
    )


def is_of_programme(target: Target) -> bool:
    """Whether the programme asks for it (and it is not followed by the page alone)."""
    return target.id != target.indicator


def _followed(indicator: str) -> Target:
    def words(key: str) -> Words:
        name = f"indicators.{indicator}.{key}"
        return Words(vi=texts.text("vi", name), en=texts.text("en", name))

    return Target(
        id=indicator,
        indicator=indicator,
        title=words("title"),
        short=words("short"),
        section="",
        comparator="followed",
        when="always",
    )
