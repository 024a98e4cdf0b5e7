"""bvdocs: one assessment workbook in, a council's Best Value Duty documents out."""

__version__ = "0.1.0"
