"""The office's rules as pure functions on arrays, tables and dates. No I/O, no clock, no warehouse."""
