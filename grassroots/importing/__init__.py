"""From a file as an office sends it to rows in force, one step a module.

sources (paths, folders, zips → files) → grid (a file → sheets of cells) → table (a
sheet → header and body) → fields (headings → fields of a kind) → context (title, sheet,
file name → date and unit) → values (cells → typed values) → placing (names → units of
the tree) → load (rows, problems, one transaction a file).
"""
