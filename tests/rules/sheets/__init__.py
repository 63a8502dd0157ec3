"""Sheets as offices make them."""
