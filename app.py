"""The frame around every page: page list, programme, unit, year, filters, language.

Run through `python3 run.py`; a page is one file in `pages/` and one line here.
"""

from pages.parts import frame

PAGES = frame.Pages(
    shown=(
        "overview",
        "ratings",
        "admissions",
        "qualifications",
        "hamlets",
        "leaders",
        "duties",
        "scenario",
    ),
    sections={
        "data": ("imports", "completeness", "quality", "targets", "units"),
    },
    hidden=("rows",),
)

frame.run(frame.draw(PAGES, programme="ha-tinh"))
