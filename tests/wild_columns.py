"""True values → columns of cells in one office's habit, and what a reader must get."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from wild_dates import dates
from wild_facts import Fact
from wild_headings import GROUPS, heading
from wild_letters import spoil
from wild_truth import Block, Expect
from wild_words import LEVELS, POSTS, TICKED, TICKS, WORDS

_DATE_FIELDS = {"birth_date", "admitted_on", "full_member_on", "founded_on"}


def columns(
    chance: random.Random, name: str, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    """The column or columns of one field in the layout's habits."""
    if name in _DATE_FIELDS:
        return dates(chance, name, facts, layout, as_of)
    maker = {
        "name": _name,
        "gender": _gender,
        "rating": _rating,
        "card_number": _card,
        "position": _position,
        "concurrent_posts": _posts,
        "education": _education,
        "status": _status,
    }.get(name)
    if maker:
        return maker(chance, name, facts, layout, as_of)
    values = [fact.values.get(name) for fact in facts]
    head = [(heading(chance, name, layout.heads),)]
    if any(isinstance(value, bool) for value in values):
        return _yes_no(chance, name, values, layout, head)
    if name in WORDS:
        return _words(chance, name, values, layout, head)
    cells = [[spelled(value, name, layout)] for value in values]
    expects = [{name: Expect(value)} for value in values]
    return Block(head, cells, expects, (name,))


def spelled(value: Any, name: str, layout: Any) -> Any:
    """Text in the letters that this column has; other values as they are."""
    if isinstance(value, str) and layout.letters_in == name:
        return spoil(value, layout.letters)
    return value


def _words(
    chance: random.Random,
    name: str,
    values: list[Any],
    layout: Any,
    head: list[tuple[str, ...]],
) -> Block:
    habits = WORDS[name]
    habit = layout.words if layout.words in habits else next(iter(habits))
    if name == "rating":
        habit = layout.ratings if layout.ratings in habits else "short"
    cells = []
    for value in values:
        word = None if value is None else chance.choice(habits[habit][value])
        cells.append([spelled(word, name, layout)])
    return Block(head, cells, [{name: Expect(value)} for value in values], (name,))


def _yes_no(
    chance: random.Random,
    name: str,
    values: list[Any],
    layout: Any,
    head: list[tuple[str, ...]],
) -> Block:
    yes, no = TICKS["x" if name == "readmitted" else layout.ticks]
    cells = [[None if value is None else yes if value else no] for value in values]
    expects = []
    for value in values:
        empty = value is False and no is None
        unsure = empty and name != "readmitted"
        expects.append({name: Expect(value, (None,) if unsure else ())})
    return Block(head, cells, expects, (name,))


def _name(
    chance: random.Random, name: str, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    names = [str(fact.values["name"]) for fact in facts]
    written = [name.upper() if layout.names == "capitals" else name for name in names]
    expects = [{"name": Expect(name)} for name in names]
    if layout.names in ("two", "under_one_head"):
        cells: list[list[Any]] = []
        for full in written:
            first, last = full.rsplit(" ", 1)
            cells.append([spelled(part, "name", layout) for part in (first, last)])
        if layout.names == "under_one_head":
            head = heading(chance, "name", layout.heads)
            return Block([(head,), (head,)], cells, expects, ("name",), one_head=True)
        parts = chance.choice((("Họ đệm", "Tên"), ("Họ và tên đệm", "Tên")))
        return Block([(part,) for part in parts], cells, expects, ("name",))
    head = heading(chance, "name", layout.heads)
    cells = [[spelled(full, "name", layout)] for full in written]
    return Block([(head,)], cells, expects, ("name",))


def _gender(
    chance: random.Random, name: str, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    values = [fact.values["gender"] for fact in facts]
    yes = (
        TICKS[layout.ticks][0] if layout.ticks not in ("words", "done", "low") else "x"
    )
    if layout.gender == "one_tick":
        cells = [[yes if value == "female" else None] for value in values]
        expects = [{name: Expect(value)} for value in values]
        return Block([("Nữ",)], cells, expects, (name,))
    if layout.gender == "two_ticks":
        cells = [
            [yes if value == "male" else None, yes if value == "female" else None]
            for value in values
        ]
        expects = [{name: Expect(value)} for value in values]
        over = chance.choice(GROUPS["gender"])
        return Block([(over, "Nam"), (over, "Nữ")], cells, expects, (name,))
    head = [(heading(chance, name, layout.heads),)]
    return _words(chance, name, values, layout, head)


def _status(
    chance: random.Random, name: str, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    values = [fact.values["status"] for fact in facts]
    if layout.status != "two_ticks":
        head = [(heading(chance, name, layout.heads),)]
        return _words(chance, name, values, layout, head)
    over = chance.choice(GROUPS["status"])
    cells = [
        ["x" if value == one else None for one in ("full", "probationary")]
        for value in values
    ]
    heads = [(over, "Chính thức"), (over, "Dự bị")]
    return Block(heads, cells, [{name: Expect(value)} for value in values], (name,))


def _rating(
    chance: random.Random, name: str, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    values = [fact.values["rating"] for fact in facts]
    over = chance.choice(GROUPS["rating"])
    if layout.ratings == "ticks":
        order = ("outstanding", "good", "completed", "not_completed")
        yes = TICKS[layout.ticks][0]
        yes = yes if yes in ("x", "X", "v", 1, "✓", "1") else "x"
        cells = [[yes if value == one else None for one in order] for value in values]
        expects = [{name: Expect(value)} for value in values]
        heads = [(over, word) for word in TICKED["rating"]]
        return Block(heads, cells, expects, (name,))
    if layout.ratings == "years":
        short = WORDS["rating"]["short"]
        years = [as_of.year - 2, as_of.year - 1, as_of.year]
        cells, expects = [], []
        for value in values:
            of_years = [chance.choice(list(short)), chance.choice(list(short)), value]
            cells.append([short[one][0] for one in of_years])
            expects.append(
                {
                    f"{name}@{year}" if year != as_of.year else name: Expect(one)
                    for year, one in zip(years, of_years, strict=True)
                }
            )
        if chance.random() < 0.5:
            heads = [(f"Xếp loại năm {year}",) for year in years]
        else:
            heads = [
                (over, chance.choice((f"Năm {year}", f"{year}"))) for year in years
            ]
        return Block(heads, cells, expects, (name,))
    return _words(
        chance, name, values, layout, [(heading(chance, name, layout.heads),)]
    )


def _card(
    chance: random.Random, name: str, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    cells: list[list[Any]] = []
    expects = []
    for fact in facts:
        card = str(fact.values["card_number"])
        told = False
        match layout.cards:
            case "number":
                card = f"3{card[1:]}"
                cell: Any = float(card)
            case "lost_zeros":
                cell = float(card)
                told = card.startswith("0")
            case "dotted":
                cell = f"{card[:2]}.{card[2:6]}.{card[6:]}"
            case "spaced":
                cell = f"{card[:4]} {card[4:8]} {card[8:]}"
            case "nbsp":
                cell = f"\u00a0{card}\u00a0"
            case _:
                cell = card
        cells.append([cell])
        # A lost zero: the card is as long as the others with it, so a reader can tell.
        expects.append({name: Expect(card, told=told)})
    return Block([(heading(chance, name, layout.heads),)], cells, expects, (name,))


def _position(
    chance: random.Random, name: str, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    head = [(heading(chance, name, layout.heads),)]
    values = [fact.values["position"] for fact in facts]
    if layout.kind == "leaders":
        cells = [[spelled(value, name, layout)] for value in values]
        return Block(head, cells, [{name: Expect(v)} for v in values], (name,))
    block = _words(chance, name, values, layout, head)
    if layout.posts != "in_position":
        return block
    joint = chance.choice((" - ", ", ", "; ", " kiêm ", "\n"))
    for fact, cells_, expect in zip(facts, block.cells, block.expects, strict=True):
        held = fact.values["concurrent_posts"]
        if held:
            cells_[0] = f"{cells_[0]}{joint}{POSTS[held[0]]}"
        expect["concurrent_posts"] = Expect(held, () if held else (None,))
    block.fields = ("position", "concurrent_posts")
    return block


def _posts(
    chance: random.Random, name: str, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    cells: list[list[Any]] = []
    for fact in facts:
        held = fact.values[name]
        cells.append([POSTS[held[0]] if held else None])
    expects = [{name: Expect(fact.values[name])} for fact in facts]
    return Block([(heading(chance, name, layout.heads),)], cells, expects, (name,))


def _education(
    chance: random.Random, name: str, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    """School, profession and theory: plain columns, under one heading, or ticked."""
    parts = [one for one in LEVELS if one in facts[0].values]
    block = Block([], [[] for _ in facts], [{} for _ in facts], tuple(parts))
    over = chance.choice(GROUPS["education"])
    for part in parts:
        values = [fact.values[part] for fact in facts]
        ticked = layout.education == "ticks" and part != "general_education"
        if ticked:
            group = chance.choice(GROUPS[part])
            block.heads += [(group, word) for word in LEVELS[part].values()]
            added = [
                [("x" if v == one else None) for one in LEVELS[part]] for v in values
            ]
        else:
            habits = WORDS[part]
            habit = layout.words if layout.words in habits else "usual"
            if layout.education == "grouped":
                short = {"general_education": "VH", "profession": "CM"}
                own = chance.choice(
                    (
                        {
                            "general_education": "Văn hóa",
                            "profession": "Chuyên môn",
                        }.get(part, "LLCT"),
                        short.get(part, "Lý luận chính trị"),
                    )
                )
                block.heads.append((over, own))
            else:
                block.heads.append((heading(chance, part, layout.heads),))
            added = [
                [spelled(chance.choice(habits[habit][v]), part, layout)] for v in values
            ]
        for cells, new, expect, value in zip(
            block.cells, added, block.expects, values, strict=True
        ):
            cells += new
            expect[part] = Expect(value)
    return block
