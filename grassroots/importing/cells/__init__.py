"""Cells → typed values, and what is odd in them."""
