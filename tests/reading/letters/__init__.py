"""Tests of the readers of letters."""
