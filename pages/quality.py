"""Chất lượng dữ liệu: what in the rosters does not agree, and where?"""

from pages.parts import page

frame = page.opened()
