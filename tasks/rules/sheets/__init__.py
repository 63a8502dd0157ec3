"""Sheets as offices make them: where the header is, which rows are data, and what their cells mean. Pure functions."""
