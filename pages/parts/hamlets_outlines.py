"""Boundaries for the map: given as a GeoJSON file, looked through, kept, taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from grassroots import geojson, outlines, texts, wording
from grassroots.geojson import GeoJsonError
from grassroots.outlines import Matched
from grassroots.units import Unit
from pages.parts.cards import plain
from pages.parts.frame import Frame

_NAMED = 8
_MEGABYTE = 1_000_000


def say() -> None:
    """What was just kept or taken away, in its place above the map."""
    if (said := st.session_state.pop("outlines_said", None)) is not None:
        st.success(plain(said))


def manage(frame: Frame, communes: Sequence[Unit]) -> None:
    """Folded away under the map: the files kept, and a place for another."""
    with st.expander(frame.text("hamlets.map.manage")):
        _kept_files(frame, communes)
        most = geojson.MAX_BYTES // _MEGABYTE
        turn = st.session_state.get("outlines_turn", 0)
        given = st.file_uploader(
            frame.text("hamlets.map.upload", most=most),
            type=["geojson", "json"],
            max_upload_size=most,
            key=f"outlines_{turn}",
            help=frame.text("hamlets.map.upload_help"),
        )
        if given is not None:
            _look_through(frame, communes, given.name, given.getvalue())


def _kept_files(frame: Frame, communes: Sequence[Unit]) -> None:
    ids = [unit.unit_id for unit in communes]
    files = Counter(one.source for one in outlines.of_units(frame.connection, ids))
    for number, (file, count) in enumerate(sorted(files.items())):
        st.button(
            plain(frame.text("hamlets.map.remove", file=file, count=count)),
            icon=":material/delete:",
            key=f"outlines_remove_{number}",
            on_click=_remove,
            args=(frame, file),
        )


def _remove(frame: Frame, file: str) -> None:
    outlines.forget(frame.store, file)
    st.session_state["outlines_said"] = frame.text("hamlets.map.removed", file=file)


def _look_through(
    frame: Frame, communes: Sequence[Unit], name: str, content: bytes
) -> None:
    """Says what the file gives before anything is kept, or why it cannot be used."""
    try:
        matched = outlines.match(geojson.read(content), communes)
    except GeoJsonError as error:
        st.error(plain(_refusal(frame, error)))
        return
    count = len(matched.geometries)
    if count:
        counted = {"count": count, "all": len(communes)}
        st.markdown(plain(frame.text("hamlets.map.found", **counted)))
        st.button(
            frame.text("hamlets.map.keep", count=count),
            type="primary",
            key="outlines_keep",
            on_click=_keep,
            args=(frame, matched, name),
        )
    else:
        st.error(plain(frame.text("hamlets.map.none_matched")))
    _left_out(frame, matched)


def _refusal(frame: Frame, error: GeoJsonError) -> str:
    details = dict(error.details)
    if "reason" in details:
        details["reason"] = frame.text(f"hamlets.map.reasons.{details['reason']}")
    return frame.text(f"hamlets.map.errors.{error.code}", **details)


def _keep(frame: Frame, matched: Matched, name: str) -> None:
    outlines.keep(frame.store, matched, name)
    count = len(matched.geometries)
    st.session_state["outlines_said"] = frame.text(
        "hamlets.map.kept", count=count, file=name
    )
    st.session_state["outlines_turn"] = st.session_state.get("outlines_turn", 0) + 1


def _left_out(frame: Frame, matched: Matched) -> None:
    """All that is not used, in sight, each with its reason."""

    def why(reason: str, units: Sequence[Unit] = ()) -> str:
        names = [wording.unit_name(frame.language, unit) for unit in units]
        said = texts.listed(frame.language, names)
        return frame.text(f"hamlets.map.reasons.{reason}", units=said)

    rows = [
        (one.number, one.name, why(one.reason, one.units)) for one in matched.unmatched
    ]
    rows += [(one.number, one.name, why(one.reason)) for one in matched.unusable]
    if rows:
        count = len(rows)
        st.markdown(f"**{plain(frame.text('hamlets.map.unmatched', count=count))}**")
        heads = [
            frame.text(f"hamlets.map.{key}") for key in ("number", "name", "reason")
        ]
        st.dataframe(
            pd.DataFrame(sorted(rows), columns=heads), hide_index=True, height="auto"
        )
    if matched.without and matched.geometries:
        names = [wording.unit_name(frame.language, unit) for unit in matched.without]
        said = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        st.caption(plain(frame.text("hamlets.map.without", names=said)))
