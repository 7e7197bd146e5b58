"""What the user chose in the open, in words: filters, bases, boundaries. Pure."""

from __future__ import annotations

from grassroots import texts
from grassroots.indicators import STANDARD, Choices

# Counting choices: the key of their text, the field of Choices, and how a value of
# that field is written as a code.
_COUNTING = (
    ("readmissions", "readmissions", {True: "yes", False: "no"}),
    ("joint", "joint_cells", {True: "yes", False: "no"}),
)


def word(language: str, key: str, code: str) -> str:
    """What a code of a filter or counting choice is called."""
    if key in ("rating", "admission"):
        return texts.text(language, f"bases.{code}")
    if key == "kinds":
        return texts.text(language, f"organisation_kinds.{code}")
    return texts.text(language, f"filters.{key}.{code}")


def lines(language: str, choices: Choices) -> list[tuple[str, str]]:
    """Each choice that bears on figures: its label and its words; the bases and the
    boundaries always, the others where they are not at their default."""

    def label(key: str) -> str:
        return texts.text(language, f"filters.{key}.label")

    said = [
        (label("rating"), texts.text(language, f"bases.{choices.rating_base}")),
        (label("admission"), texts.text(language, f"bases.{choices.admission_base}")),
        (
            texts.text(language, "boundaries.label"),
            texts.text(language, f"boundaries.{choices.boundaries}"),
        ),
    ]
    for key, field, codes in _COUNTING:
        value = getattr(choices, field)
        if value != getattr(STANDARD, field):
            said.append((label(key), word(language, key, codes[value])))
    for key in choices.filters.names:
        codes_of = choices.filters.values(key)
        words = [word(language, key, code) for code in codes_of]
        said.append((label(key), texts.listed(language, words)))
    return said
