"""Tests of the field rules of letters."""
