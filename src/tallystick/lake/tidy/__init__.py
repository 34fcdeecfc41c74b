"""Sheets to payments. Every record ends as a payment, in quarantine, as furniture or blank; none is lost.

Offers: `tidy_file`.
"""
