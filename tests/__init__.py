"""Tests of Duban, and the data that they run on."""
