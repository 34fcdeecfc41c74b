"""Kit: small pure values that two or more rooms need.

Owns: money, dates, errors, and making text safe for spreadsheets. Reads: nothing. Offers: plain functions.
"""
