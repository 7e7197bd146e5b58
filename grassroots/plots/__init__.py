"""Charts made from plain numbers and words: no database, no language, no page."""
