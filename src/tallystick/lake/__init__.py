"""The lake: facts that others published, as they were published, and what follows from them.

Owns: raw files by hash, tidy payments, builds. Reads: reference, and people's decisions handed in as plain values.
Offers: `loading.load`, `loading.rebuild`, and `store` for look-ups. Knows nothing of Django.

read  -> bytes to sheets of text cells          tidy  -> sheets to payments, quarantine, furniture, blank
tables -> summaries as Ibis expressions         build -> a new build beside the old one, checked, swapped whole
store -> where things are kept, and look-ups
"""
