"""The columns of one roster in an office's habits, those of its units among them."""

from __future__ import annotations

import random
from typing import Any

import wild_titles as titles
from wild_columns import columns
from wild_facts import Fact, Unit, World
from wild_headings import GROUPS, heading
from wild_layouts import Layout
from wild_letters import spoil
from wild_truth import Block

_FIELDS = {
    "members": """
        number name birth_date gender ethnicity religion UNITS card_number admitted_on
        full_member_on status occupation rating readmitted assigned_task
        residence_contact signed_commitment in_service note
    """,
    "admissions": """
        number name birth_date gender ethnicity religion UNITS occupation admitted_on
        card_number readmitted note
    """,
    "officers": """
        number name birth_date gender UNITS position concurrent_posts education
        trained rating note
    """,
    "leaders": """
        number name birth_date gender UNITS position managed education trained rating
    """,
    "hamlets": """
        number UNITS kind households members has_cell cell_has_committee
        head_is_member front_head_is_member note
    """,
    "organisations": """
        number UNITS founded_on rating four_good has_committee inspection_programme
        follows_rules note
    """,
}
# The columns of a roster of each kind in their usual order; UNITS: those of the units.
FIELDS = {kind: tuple(names.split()) for kind, names in _FIELDS.items()}
_KEPT = {
    "number", "name", "birth_date", "UNITS", "admitted_on", "position", "education",
    "rating", "has_cell", "head_is_member", "members", "founded_on", "concurrent_posts",
}  # fmt: skip
_PERSONAL = {
    "identity_card": lambda chance: f"{chance.randrange(10**11, 10**12)}",
    "phone": lambda chance: f"09{chance.randrange(10**7, 10**8)}",
    "address": lambda chance: f"Số {chance.randrange(1, 99)}, đường Trần Phú",
    "home": lambda chance: "Xã Đức Lộc, huyện Lam Châu",
}


class Columns:
    """Chooses and fills the columns of a file's tables.

    own: the unit that the file speaks for. headings: what was written over the columns
    of each field.
    """

    def __init__(self, chance: random.Random, layout: Layout, world: World) -> None:
        self.chance, self.layout, self.world = chance, layout, world
        self.own = titles.lowest(world.top)
        self.named: set[str] = set()
        self.headings: dict[str, list[str]] = {}

    def _lowest_level(self) -> str:
        return {"leaders": "commune", "hamlets": "hamlet"}.get(self.layout.kind, "cell")

    # What tells the unit of a row -----------------------------------------------------

    def _column_levels(self) -> list[str]:
        """The levels that have a column of their own."""
        layout, lowest = self.layout, self._lowest_level()
        if layout.kind in ("hamlets", "organisations"):
            above = layout.scope == "district" and layout.units in (
                "columns",
                "down",
                "ditto",
            )
            return ["commune", lowest] if above else [lowest]
        if layout.units in ("title", "file", "nested"):
            return []
        if layout.units in ("sections", "blocks"):
            if layout.scope == "district" and lowest == "cell":
                return ["cell"]
            return []
        if layout.units == "sheets":
            wide = layout.scope == "district" and lowest == "cell"
            return ["cell"] if wide else []
        levels = ["commune"] if layout.scope == "district" else []
        return levels + ([lowest] if lowest not in levels else [])

    def _section_levels(self) -> list[str]:
        layout = self.layout
        if layout.units == "nested":
            return ["commune", "cell"]
        if layout.units not in ("sections", "blocks"):
            return []
        return ["commune"] if layout.scope == "district" else ["cell"]

    def _units_told(self, fact: Fact) -> tuple[Unit, ...]:
        """The units of a row that its columns, sections, sheet, title or file tell."""
        told = {*self.named, *self._column_levels(), *self._section_levels()}
        return tuple(unit for unit in fact.units if unit.level in told)

    def _blocks(self, facts: list[Fact]) -> list[tuple[str, Block]]:
        """The columns of the sheet in order, each with the name of its field."""
        layout, chance = self.layout, self.chance
        wanted = list(FIELDS[layout.kind])
        if layout.kind == "officers" and layout.posts == "in_position":
            wanted.remove("concurrent_posts")
        if layout.gender == "by_birth" and "gender" in wanted:
            wanted.remove("gender")
        # Two tables of one sheet have the same columns: the choice hangs on the layout.
        shape = random.Random(f"{layout}{self.world.as_of}{self.own}")
        if layout.order != "all":
            wanted = [one for one in wanted if one in _KEPT or shape.random() < 0.65]
        if layout.order == "mixed":
            rest = [one for one in wanted if one not in ("number", "name")]
            shape.shuffle(rest)
            wanted = [one for one in wanted if one in ("number", "name")] + rest
        if layout.order == "units_first" and wanted[0] == "number":
            wanted = ["number", "UNITS", *(w for w in wanted[1:] if w != "UNITS")]
        if layout.order == "no_number":
            wanted.remove("number")
        if layout.personal:
            for extra in _PERSONAL:
                wanted.insert(shape.randrange(2, len(wanted)), extra)
        blocks: list[tuple[str, Block]] = []
        for name in wanted:
            if name == "UNITS":
                blocks += [
                    (level, self._units(level, facts))
                    for level in self._column_levels()
                ]
            elif name in ("number", "note", *_PERSONAL):
                blocks.append((name, self._plain(name, facts)))
            else:
                made = columns(chance, name, facts, layout, self.world.as_of)
                blocks.append((name, made))
        if layout.super_heads:
            over = chance.choice(GROUPS["personal"])
            for name, block in blocks:
                if name in ("ethnicity", "religion", "gender", "birth_date"):
                    block.heads = [(over, *head) for head in block.heads]
        for name, block in blocks:
            self.headings.setdefault(name, []).extend(" ".join(h) for h in block.heads)
        return blocks

    def _plain(self, name: str, facts: list[Fact]) -> Block:
        head = [(heading(self.chance, name, self.layout.heads),)]
        if name == "note":
            cells: list[list[Any]] = [
                [self.chance.choice(("", "", "", "Mới chuyển đến"))] for _ in facts
            ]
        elif name == "number":
            cells = [[None] for _ in facts]
        else:
            cells = [[_PERSONAL[name](self.chance)] for _ in facts]
        return Block(head, cells, [{} for _ in facts], ())

    def _units(self, level: str, facts: list[Fact]) -> Block:
        layout = self.layout
        head = [(heading(self.chance, level, layout.heads),)]
        cells: list[list[Any]] = []
        before = None
        mark = self.chance.choice(('"', "-nt-", "nt", "''", "”"))
        identity = level in ("hamlet", "cell") and layout.kind in (
            "hamlets",
            "organisations",
        )
        for fact in facts:
            text: str | None = unit_text(
                self.chance, Unit(level, fact.unit(level)), layout.unit_names
            )
            if layout.letters_in == "units" and text:
                text = spoil(text, layout.letters)
            again = fact.unit(level) == before and not identity
            if again and layout.units in ("down", "ditto"):
                text = None if layout.units == "down" else mark
            cells.append([text])
            before = fact.unit(level)
        block = Block(head, cells, [{} for _ in facts], ())
        block.down = layout.units == "down" and not identity
        return block


def unit_text(chance: random.Random, unit: Unit, habit: str) -> str:
    """A unit's name as a clerk writes it into a column of its level."""
    name = unit.name
    lowered = f"{name[:1].lower()}{name[1:]}"
    if habit == "capitals":
        return name.upper()
    if unit.level == "commune":
        if habit == "committee":
            return f"{chance.choice(('Đảng bộ', 'Đảng ủy'))} {lowered}"
        if habit == "bare":
            return " ".join(name.split(" ")[2 if name.startswith("Thị trấn") else 1 :])
        if habit == "short":
            return name.replace("Thị trấn", "TT.").replace("Phường", "P.")
    if unit.level == "cell":
        rest = name.removeprefix("Chi bộ ")
        if habit == "bare":
            return f"{rest[:1].upper()}{rest[1:]}"
        if habit == "short":
            return f"CB {rest.replace('tổ dân phố', 'TDP')}"
    if unit.level == "hamlet" and habit == "short":
        return name.replace("Tổ dân phố", "TDP")
    return name
