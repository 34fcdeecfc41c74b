"""Award notices: who was awarded what, as public bodies published it on the notice services.

Owns: ``notices/`` in the home. Reads: OCDS releases in JSON (whole, by line, packed) and the tables that services and
re-users make of them. Offers: `load`; `current`; and look-ups of award rows by buyer, words, supplier and buying.
It can be thrown away and made again from the raw files. Whether a notice is of a contract is another room's question.
"""

from tallystick.lake.notices.loading import load
from tallystick.lake.notices.lookups import (
    BuyerRow,
    KeptOut,
    NoNotices,
    NoticeRow,
    buyers,
    by_ids,
    listed,
    of_buyer,
    of_supplier,
    quarantined,
    releases_of,
)
from tallystick.lake.notices.store import Manifest, NoticesReading, current

__all__ = [
    "BuyerRow",
    "KeptOut",
    "Manifest",
    "NoNotices",
    "NoticeRow",
    "NoticesReading",
    "buyers",
    "by_ids",
    "current",
    "listed",
    "load",
    "of_buyer",
    "of_supplier",
    "quarantined",
    "releases_of",
]
