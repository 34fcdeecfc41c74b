"""The HTTP interface: the register and its people, for programs.

Owns: addresses under `/api/v1/`, what is sent and answered there as JSON, and tokens as the way in. Reads: queries of
the rooms below. Offers: nothing to other rooms. A route parses, calls one action or query, and says what came of it.
"""
