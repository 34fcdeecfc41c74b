"""Law: what the procurement statutes allow and ask, as pure rules.

Owns: which regime governs a contract, whether a change is allowed, what notices follow, and the days that the law
counts. Reads: thresholds, limits and holidays, as dated data of reference.
Offers: `changes.check_change`, `changes.headroom`, `regime.decide_regime`, `deadlines.decide_deadline`.
None of it is legal advice.
"""
