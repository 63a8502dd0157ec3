"""The generator of the invented sample year in schemas/samples/year."""
