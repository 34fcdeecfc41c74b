"""A business case as a workbook: its inputs on sheets that may be edited, and everything else as formulas of them.

Offers: `writing.write_workbook`, `reading.read_workbook`. docs/reference/decisions-business-case.md.
"""
