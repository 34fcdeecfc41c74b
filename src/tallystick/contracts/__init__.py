"""The register: what was agreed, with whom, how it runs, and everything that was ever changed.

Owns: contracts and their rows, registers as they came, questionnaires as amended.
Reads: who is who (`suppliers`), published payments and notices (`lake`), people and the log (`councils`).
Offers: `reading.read_register`, `actions`, `queries` and `declared` (every field, and who may see it).
"""
