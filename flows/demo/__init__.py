"""The founding case end to end on the sample year, with a simulated survey centre and a committee that decides."""
