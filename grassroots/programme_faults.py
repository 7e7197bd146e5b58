"""What is wrong in a programme: where it stands, and a sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass

from grassroots import texts

_TARGETS = "targets."


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

        def said(kind: str, name: str) -> str:
            return texts.text(language, f"programme_faults.at_{kind}", name=name)

        if not self.key.startswith(_TARGETS):
            return said("field", self.key)
        # A target's id may hold points of its own, a field's name never does.
        target, _, field = self.key.removeprefix(_TARGETS).rpartition(".")
        if field in ("vi", "en") or target.endswith("]"):
            target, _, above = target.rpartition(".")
            field = f"{above}.{field}"
        if not target:
            return said("target", field)
        return f"{said('target', target)}, {said('field', field)}"


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
