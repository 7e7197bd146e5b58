"""The frame around every page: page list, programme, unit, year, bases, language.

Run through `python3 run.py`; a page is one file in `pages/` and one line here.
"""

from pages.parts import frame

PAGES = ("overview", "imports", "units")  # the first is the one that opens

frame.run(frame.draw(PAGES, programme="ha-tinh"))
