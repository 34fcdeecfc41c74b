"""Tables and summaries as Ibis expressions, with no regular expressions, so that any engine gives the same figures.

Owns: how tidy payments become the tables that pages read. Reads: nothing; each function takes tables and gives an
expression. Offers: `laying.lay`, which makes them all; `names` (each distinct text once, with a number), `payments` and
`summaries`, of which it is made.
"""
