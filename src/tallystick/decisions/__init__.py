"""Decisions: from evidence to a choice that can be defended.

Owns: how a cost is shared between partners, how options compare, what each costs over its life.
Reads: rates and other dated data of `reference`. Offers: `rules`, pure: facts in, an answer and its reasons out.
"""
