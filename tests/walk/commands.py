"""What each command takes, and the words it is tried with. A new command has to be here."""

from tallystick.councils.rules.permissions import Permission
from tests.people import LEEDS
from tests.walk.gates import EVERYBODY, OPERATOR, Gate, anywhere, of

_P = Permission
LOADS = anywhere(_P.LOAD_FACTS)
DECIDES = anywhere(_P.DECIDE_FACTS)
AT_HAND = EVERYBODY
"""What was published is in files of whoever types the command: they are asked for no role to read them."""
_SUPPLIER = "SAAAAAAAAAA"

COMMANDS: dict[str, tuple[Gate, tuple[str, ...]]] = {
    "load": (LOADS, ("{file}",)),
    "columns set": (DECIDES, ("paid.csv", "Purpose", "description")),
    "columns show": (AT_HAND, ("paid.csv",)),
    "payments": (AT_HAND, ()),
    "status": (AT_HAND, ()),
    "files": (AT_HAND, ()),
    "quarantine": (AT_HAND, ()),
    "suppliers follow": (AT_HAND, ()),
    "suppliers list": (AT_HAND, ()),
    "suppliers merge": (DECIDES, (_SUPPLIER, _SUPPLIER)),
    "suppliers rename": (DECIDES, (_SUPPLIER, "Walked")),
    "suppliers resolve": (AT_HAND, ("{file}",)),
    "suppliers review": (AT_HAND, ()),
    "suppliers set-group": (DECIDES, (_SUPPLIER, "Walked")),
    "suppliers set-number": (DECIDES, (_SUPPLIER, "01234567")),
    "suppliers show": (AT_HAND, (_SUPPLIER,)),
    "suppliers split": (DECIDES, (_SUPPLIER, "x")),
    "suppliers undo": (DECIDES, ("name", "1")),
    "categories classify": (AT_HAND, ("{file}",)),
    "categories correct": (DECIDES, ("network", "--supplier", _SUPPLIER)),
    "categories corrections": (AT_HAND, ()),
    "categories list": (AT_HAND, ()),
    "categories review": (AT_HAND, ()),
    "categories show": (AT_HAND, ("network",)),
    "categories train": (AT_HAND, ()),
    "categories undo": (DECIDES, ("supplier", "1")),
    "money": (AT_HAND, ("months",)),
    "contracts load": (of(_P.KEEP_REGISTER), ("{register}", "--organisation", LEEDS)),
    "contracts export": (AT_HAND, ("--format", "json")),
    "contracts hand-in": (of(_P.KEEP_REGISTER), ("{register}", "--organisation", LEEDS)),
    "contracts look-over": (of(_P.KEEP_REGISTER), ("1",)),
    "contracts take-in": (of(_P.KEEP_REGISTER), ("1",)),
    "contracts segment": (AT_HAND, ("{file}",)),
    "contracts check-change": (AT_HAND, ("{file}",)),
    "contracts dates": (AT_HAND, ("{file}",)),
    "decisions apportion": (AT_HAND, ("{file}",)),
    "decisions appraise": (AT_HAND, ("{file}",)),
    "decisions business-case": (AT_HAND, ("{file}",)),
    "decisions what-if": (AT_HAND, ("{file}",)),
    "decisions recommend": (AT_HAND, ("--contract", "1")),
    "decisions list": (AT_HAND, ()),
    "decisions start": (of(_P.KEEP_REGISTER), ("Walked", "--organisation", LEEDS)),
    "decisions put": (of(_P.KEEP_REGISTER), ("1", "sharing", "{said}")),
    "decisions show": (of(_P.READ_PAPERS), ("1",)),
    "decisions record": (of(_P.KEEP_REGISTER), ("1",)),
    "decisions report": (of(_P.READ_PAPERS), ("1", "--output", "{out}")),
    "decisions replay": (of(_P.READ_CONFIDENTIAL), ("1",)),
    "partnerships list": (AT_HAND, ()),
    "partnerships start": (of(_P.KEEP_REGISTER), ("Walked", "--organisation", LEEDS)),
    "partnerships put": (of(_P.KEEP_REGISTER), ("1", "{said}")),
    "partnerships show": (of(_P.READ_PAPERS), ("1",)),
    "rules deadline": (AT_HAND, ("{file}",)),
    "rules standstill": (AT_HAND, ("{file}",)),
    "duties send": (OPERATOR, ("--dry-run",)),
    "companies load": (LOADS, ("{file}",)),
    "companies show": (AT_HAND, ("01234567",)),
    "companies status": (AT_HAND, ()),
    "notices list": (AT_HAND, ()),
    "notices load": (LOADS, ("{file}",)),
    "notices show": (AT_HAND, ("x",)),
    "notices status": (AT_HAND, ()),
    "organisations add": (OPERATOR, ("Bradford Council",)),
    "organisations list": (AT_HAND, ()),
    "people invite": (of(_P.MANAGE_PEOPLE), ("walked@council.example", "--organisation", LEEDS, "--role", "reader")),
    "people link": (of(_P.MANAGE_PEOPLE), ("reader@gb-lae-lds.example", "--organisation", LEEDS)),
    "people list": (of(_P.MANAGE_PEOPLE), ("--organisation", LEEDS)),
    "people role": (of(_P.MANAGE_PEOPLE), ("reader@gb-lae-lds.example", "reader", "--organisation", LEEDS)),
    "audit export": (of(_P.READ_LOG), ("--organisation", LEEDS)),
    "audit verify": (AT_HAND, ()),
}
"""By the words of the command: who is let in, and what it is given."""

BY_EVERYBODY = frozenset({"contracts export", "decisions recommend", "organisations list", "status", "audit verify"})
"""Of those that anybody may type, the ones that ask the record: each walks through them. Their own is all they show."""

TAKES_LONG = frozenset({"load", "companies load", "notices load", "categories train", "suppliers follow"})
"""What is at hand is worked out anew after these: here they are typed by those who are refused alone."""

NOT_WALKED = {
    "serve": "it serves the site until it is stopped; the site's own walk is of what it serves",
    "demo": "it makes a home of its own, and reads no other",
}
