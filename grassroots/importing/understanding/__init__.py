"""Headings and cells → which column feeds which field, and what is not sure."""
