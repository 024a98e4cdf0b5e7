"""Whole workbooks that tests and benchmarks use."""
