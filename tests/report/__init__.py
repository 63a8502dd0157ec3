"""Tests of tasks.report."""
