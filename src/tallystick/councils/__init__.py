"""Organisations, the people who work for them, what each may do, and the log of who did what.

Owns: people, organisations, memberships, one-time links, tokens, the log and the access log.
Reads: the reference list of public bodies.
Offers: `rules.actors.Actor` (who is asking), `rules.permissions` (what a role may do), `actions` (invite, write_log …)
and `queries`.
"""
