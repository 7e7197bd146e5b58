"""Sheets → tables: title, header, rows told apart, totals, dates."""
