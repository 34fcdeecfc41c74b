"""How sure a category has to be for which band: in tables, in filters of payments and on pages alike."""

SURE, UNSURE = 0.9, 0.6
"""Confidence from which a category is thought likely (`high`), and below which it is thought doubtful (`low`)."""
