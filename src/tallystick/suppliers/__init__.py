"""Who is really being paid: one supplier behind many spellings.

Owns: how names and numbers become suppliers, and what people decided about it. Reads: the lake's mentions, the company
register, the reference list of technology suppliers. Offers: `rules` (pure: names in, suppliers out), `actions`,
`queries`.
"""
