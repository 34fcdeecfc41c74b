"""The company register: what Companies House publishes each month of every company, for looking up many at once.

Owns: ``companies/`` in the home. Reads: the basic company data file, as published, whole, in parts, or zipped.
Offers: `load`; `current` and `quarantined`; `by_numbers`, `by_names` and `by_name_keys`; and what a register's words
suggest: `is_sme`, `is_vcse`, `is_over`, `status_in_words`. A register can be thrown away and loaded again.
"""

from tallystick.lake.companies.loading import Loaded, load
from tallystick.lake.companies.lookups import (
    NoRegister,
    by_name_keys,
    by_names,
    by_numbers,
    quarantined,
)
from tallystick.lake.companies.meaning import is_insolvent, is_over, is_sme, is_vcse, status_in_words
from tallystick.lake.companies.names import bare_key
from tallystick.lake.companies.numbers import company_number
from tallystick.lake.companies.store import Manifest, current

__all__ = [
    "Loaded",
    "Manifest",
    "NoRegister",
    "bare_key",
    "by_name_keys",
    "by_names",
    "by_numbers",
    "company_number",
    "current",
    "is_insolvent",
    "is_over",
    "is_sme",
    "is_vcse",
    "load",
    "quarantined",
    "status_in_words",
]
