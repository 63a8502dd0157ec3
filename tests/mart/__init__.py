"""Tests of the mart."""
