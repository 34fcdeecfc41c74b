"""Reference: dated facts kept by people, as data.

Owns: the list of UK public bodies. Reads: the CSV and TOML files beside it. Offers: `organisations.Directory`.
"""
