"""What is wrong in a programme: where, and in a sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass, fields

from grassroots import texts
from grassroots.targets import Programme, Target

_TARGETS = "targets."
_FIELDS = {field.name for shape in (Programme, Target) for field in fields(shape)}


class ProgrammeError(ValueError):
    """A programme is not as it should be. `name`: the file; `key`: the place in it
    ("targets.HT-1.value"); `code` and `details` make the sentence for people."""

    def __init__(self, name: str, key: str, code: str, **details: object) -> None:
        super().__init__(name, key, code, details)
        self.name = name
        self.key = key
        self.code = code
        self.details = details

    def __str__(self) -> str:
        return f"{self.name}: {self.key}: {self.message('en')}"

    def message(self, language: str) -> str:
        """What is wrong and what to do, without the place."""
        return texts.text(language, f"programme_faults.{self.code}", **self.details)

    def sentence(self, language: str) -> str:
        """The same with the place: file, target, field."""
        return f"{self.name}, {self.place(language)}: {self.message(language)}"

    def place(self, language: str) -> str:
        """Where it stands, in words: "chỉ tiêu HT-1, ô value"."""

        def said(kind: str, **names: str) -> str:
            return texts.text(language, f"programme_faults.at_{kind}", **names)

        if not self.key.startswith(_TARGETS):
            return _field(language, self.key)
        # A target's id may hold points of its own; a field's name is one that is known.
        rest = self.key.removeprefix(_TARGETS)
        target, _, field = rest.rpartition(".")
        while target and (_bare(field) not in _FIELDS or target.endswith("]")):
            target, _, above = target.rpartition(".")
            field = f"{above}.{field}"
        if not target:
            return said("target", name=rest)
        return f"{said('target', name=target)}, {_field(language, field)}"


def _bare(key: str) -> str:
    """The field that a key begins with: "milestones[1].year" → "milestones"."""
    return key.partition(".")[0].partition("[")[0]


def _field(language: str, key: str) -> str:
    name = _bare(key)
    if name not in _FIELDS:
        return key
    label = texts.text(language, f"programme_fields.{name}")
    position = key.partition("[")[2].partition("]")[0]
    if position.isdigit():
        label = f"{label} {int(position) + 1}"
    return texts.text(language, "programme_faults.at_field", label=label, name=key)


@dataclass(frozen=True)
class Place:
    """Where in a file something stands, for the messages."""

    name: str
    key: str = ""

    def at(self, key: str) -> Place:
        """The place of a key under this one."""
        return Place(self.name, f"{self.key}.{key}" if self.key else key)

    def error(self, code: str, **details: object) -> ProgrammeError:
        """A fault at this place, to be raised."""
        return ProgrammeError(self.name, self.key, code, **details)
