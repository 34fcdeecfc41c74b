"""Intake: what people decided about reading.

Owns: decisions about columns, dates, rows, publishers and which file stands.
Reads: lake, councils (who decides; the log, to which each decision is written).
Offers: `actions` (every write), `queries` (every read), `rules` (what a decision may say).
The decisions are handed to the lake as plain values when it reads and builds: the lake knows nothing of this room.
"""
