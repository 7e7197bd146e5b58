"""The user's own programmes: kept in the database file, checked as those are that came
with the product, and never in the place of one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

import duckdb

from grassroots import query
from grassroots.indicators import INDICATORS
from grassroots.programme_faults import Place, ProgrammeError
from grassroots.programme_text import to_toml
from grassroots.programmes import load_programmes, parse_programme
from grassroots.store import Store
from grassroots.targets import Programme, Target

LARGEST_FILE = 512 * 1024
# No programme of the product begins so: neither can ever stand in the other's place.
OWN = "own-"
_LONGEST_ID = 60


def all_programmes(
    connection: duckdb.DuckDBPyConnection,
    shipped: Mapping[str, Programme] | None = None,
) -> dict[str, Programme]:
    """Every programme by its id: those of the product first, then the user's own.

    shipped: where they are at hand already. An own one that this version cannot read
    is left out; `unreadable` tells it. Raises ProgrammeError for a file of the product
    alone.
    """
    found = dict(load_programmes(indicators=INDICATORS) if shipped is None else shipped)
    for programme_id, content in _kept(connection):
        read = _read(content, programme_id)
        if isinstance(read, Programme):
            found[programme_id] = read
    return found


def unreadable(connection: duckdb.DuckDBPyConnection) -> dict[str, ProgrammeError]:
    """The own programmes that this version cannot read, by id: an indicator is gone or
    a form has another name. Their text stays as it is."""
    read = {one: _read(content, one) for one, content in _kept(connection)}
    return {
        one: fault for one, fault in read.items() if isinstance(fault, ProgrammeError)
    }


def text_of(connection: duckdb.DuckDBPyConnection, programme_id: str) -> str | None:
    """The kept text of an own programme, readable or not; None for no such one."""
    return dict(_kept(connection)).get(programme_id)


def is_own(programme_id: str) -> bool:
    """Whether it is the user's own, to be changed and deleted."""
    return programme_id.startswith(OWN)


def read_file(content: bytes, name: str) -> Programme:
    """A programme from a TOML file that somebody chose, under an id of the user's own
    ("ha-tinh" becomes "own-ha-tinh"). ProgrammeError: what is wrong in it."""
    place = Place(name)
    if len(content) > LARGEST_FILE:
        raise place.at("(file)").error("too_large", most=LARGEST_FILE // 1024)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise place.at("(file)").error("no_utf8") from error
    programme = parse_programme(text, name, INDICATORS)
    return replace(programme, id=own_id(programme.id))


def keep(opened: Store, programme: Programme, name: str = "") -> Programme:
    """Keeps an own programme, in the place of an older one of its id, and comes back
    with it as it was read again. ProgrammeError, and nothing kept, where it is not as
    a programme must be. name: for the message. ValueError for the id of one that came
    with the product."""
    if not is_own(programme.id):
        raise ValueError(f"{programme.id}: not a programme of the user's own")
    content = to_toml(programme)
    read = parse_programme(content, name or programme.id, INDICATORS)
    with opened.transaction() as connection:
        query.run(
            connection,
            "store/keep_programme",
            programme_id=read.id,
            content=content,
            changed_at=datetime.now(),
        )
    return read


def delete(opened: Store, programme_id: str) -> bool:
    """Deletes an own programme with the numbers entered for its targets; False where
    there is none such."""
    with opened.transaction() as connection:
        gone = query.rows(
            connection, "store/delete_programme", programme_id=programme_id
        )
        if gone:
            opening = f"assigned:{programme_id}:"
            query.run(connection, "store/forget_settings", opening=opening)
    return bool(gone)


def put_target(
    opened: Store, programme: Programme, target: Target, instead: str | None = None
) -> Programme:
    """Keeps an own programme with a target in the place of the one called `instead`
    (None: behind the others). Numbers entered for a target that gets another id go
    with it. ProgrammeError: its id stands there already, or as in `keep`."""
    targets = list(programme.targets)
    if instead is None:
        targets.append(target)
    else:
        place = targets.index(programme.target(instead))
        targets[place] = target
    changed = keep(opened, replace(programme, targets=tuple(targets)))
    if instead is not None and instead != target.id:
        with opened.transaction() as connection:
            query.run(
                connection,
                "store/rename_setting",
                name=f"assigned:{programme.id}:{instead}",
                new_name=f"assigned:{programme.id}:{target.id}",
            )
    return changed


def remove_target(opened: Store, programme: Programme, target_id: str) -> Programme:
    """Keeps an own programme without a target, and forgets the numbers entered for it.
    ProgrammeError where it is the only one."""
    left = tuple(one for one in programme.targets if one.id != target_id)
    changed = keep(opened, replace(programme, targets=left))
    with opened.transaction() as connection:
        name = f"assigned:{programme.id}:{target_id}"
        query.run(connection, "store/forget_setting", name=name)
    return changed


def own_id(wanted: str, taken: Collection[str] = ()) -> str:
    """An id for an own programme from a name or another id, that none has yet:
    "Đề án Lam Châu" gives "own-de-an-lam-chau"."""
    marked = unicodedata.normalize("NFD", wanted.lower().replace("đ", "d"))
    letters = "".join(one for one in marked if not unicodedata.combining(one))
    bare = "-".join(re.findall(r"[a-z0-9]+", letters))[:_LONGEST_ID].strip("-")
    first = OWN + (bare.removeprefix(OWN) or "programme")
    number, name = 1, first
    while name in taken:
        number += 1
        name = f"{first}-{number}"
    return name


def _kept(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    rows = query.rows(connection, "store/own_programmes")
    return [(row["programme_id"], row["content"]) for row in rows]


@lru_cache(maxsize=64)  # asked for in every run of every page
def _read(content: str, name: str) -> Programme | ProgrammeError:
    try:
        return parse_programme(content, f"{name}.toml", INDICATORS)
    except ProgrammeError as error:
        return error
