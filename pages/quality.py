"""Chất lượng dữ liệu: what in the rosters does not agree, and what is not known?"""

from grassroots.presenting import quality as presented
from pages.parts import page, quality_checks, quality_findings, quality_unknown

frame = page.opened()
assert frame.unit is not None and frame.year is not None
if not quality_checks.stands(frame):
    page.stop()
views = {name: frame.text(f"quality.views.{name}") for name in ("checks", "unknown")}
view = quality_checks.view(views)
if view == "unknown":
    blanks = quality_unknown.found(frame)
    page.head(frame, quality_unknown.title(frame, blanks))
    page.measure(frame, views, key="view")
    quality_unknown.show(frame, blanks)
else:
    found = quality_checks.everything(frame)
    tallied = quality_checks.tally(frame, found)
    title = presented.finding(frame.language, tallied, frame.unit, frame.year)
    page.head(frame, title)
    page.measure(frame, views, key="view")
    chosen = quality_checks.table(frame, found, tallied)
    quality_findings.show(frame, found, tallied[chosen, frame.year])
