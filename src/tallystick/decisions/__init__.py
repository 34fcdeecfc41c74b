"""Decisions: from evidence to a choice that can be defended.

Owns: decisions and partnerships, the documents and people behind them, and the records of what was known: how options
compare, what each costs over its life, how a cost is shared. Reads: rates and other dated data of `reference`; the
register. Offers: `rules`, pure: facts in, an answer and its reasons out; `actions`, which check who asks; `queries`.
"""
