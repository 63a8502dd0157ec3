"""The figures of a survey: pure functions on counts and frames, each with its formula and where that comes from."""
