"""Measures the pipeline against plain COPY and Great Expectations: `python -m tests.bench.bench`. No part of pytest."""
