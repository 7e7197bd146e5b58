"""A file of any format → sheets of cells, texts repaired."""
