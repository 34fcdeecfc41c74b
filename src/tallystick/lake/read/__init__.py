"""Bytes to sheets of text cells. Uploads are hostile until read: every step is bounded.

Offers: `open_file`.
"""
