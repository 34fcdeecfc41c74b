"""Load every real published file there is, and report what became of it, beside other people's tidied versions.

Not part of the product: it needs published files that are not in this repository.
Makes docs/reference/real-files.md; explained.toml holds what people found on opening the files.
"""
