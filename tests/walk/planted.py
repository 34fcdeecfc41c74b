"""A council's register with a marker in every field that holds text, so that what of it shows anywhere is seen.

A marker is ``zq``, a letter for who may read it, three figures and ``q``: ``p`` public, ``c`` whoever reads the
register, ``a`` whoever reads its papers, ``x`` whoever reads confidential figures, ``n`` nobody but one person.
"""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection
from django.db import models as columns
from django.http import HttpResponseBase
from django.utils import timezone

from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may
from tests.people import AT, LEEDS, SAM, YORK, People

LETTERS = {"PUBLIC": "p", "COUNCIL": "c", "PAPERS": "a", "CONFIDENTIAL": "x"}
ONE_PERSON = "n"
CONFIDENTIAL_PENCE = 98_765_432
EXEMPT = "appraisal"
"""The kind of document that is kept out of the public version of the decision."""
"""A figure that is in nothing else, in place of a marker where text does not go."""
_FIGURE = re.compile(rb"98765432|987654\.32|987,654\.32")
_MARKER = re.compile(rb"zq([pcaxn])\d{3}q", re.IGNORECASE)
_OPENS = {"p": Permission.READ, "c": Permission.READ, "a": Permission.READ_PAPERS, "x": Permission.READ_CONFIDENTIAL}
_NOTED = {"last_login", "last_used_at"}
_TELLING = ("councils_logentry", "councils_accessentry", "councils_person", "councils_membership")
_ROWS_ARE_PUT_BY = {"question", "token", "answers", "document"}
_EXACT: dict[tuple[str, str], Any] = {
    ("contract", "public"): False,
    ("contract", "category"): "",
    ("contract", "extensions"): [12],
    ("contract", "notice"): {"count": 3, "unit": "months"},
    ("contract", "extension_notice"): {"count": 1, "unit": "months"},
    ("contract", "break_notice"): {"count": 2, "unit": "months"},
    ("contract", "renewal_notice"): {"count": 20, "unit": "working_days"},
    ("contract", "end_after"): {"count": 28, "unit": "days", "clear": True},
    ("contract", "next_route"): "open",
    ("contract", "tier"): "major",
    ("contract", "terminated"): None,
    ("contract", "source_file"): "0" * 64,
    ("contract", "cpv"): "72000000",
    ("measure", "trigger"): None,
    ("measure", "credit"): None,
    ("measure", "direction"): "higher",
    ("measure", "frequency"): "monthly",
    ("measure", "low"): None,
    ("measure", "high"): None,
    ("measure", "target"): Decimal(95),
    ("measure", "approaching"): Decimal(90),
    ("measure", "improvement"): Decimal(80),
    ("measure", "begins"): date(2026, 4, 1),
    ("measure", "ends"): None,
    ("measurement", "first"): date(2026, 4, 1),
    ("measurement", "last"): date(2026, 4, 30),
    ("risk", "scale"): "five-by-five",
    ("risk", "scale_version"): "",
    ("risk", "likelihood"): 3,
    ("risk", "impact"): 3,
    ("risk", "likelihood_after"): 2,
    ("risk", "impact_after"): 2,
    ("duty", "state"): "open",
    ("duty", "done"): None,
    ("action", "done"): None,
    ("meeting", "state"): "planned",
    ("exit", "data_return"): "",
    ("change", "facts"): {},
    ("change", "state"): "checked",
    ("change_check", "facts"): {},
    ("change_check", "permitted"): "judgement",
    ("change_check", "answer"): {
        "regime": "UNKNOWN", "regime_why": "", "limbs": [], "notices": [], "headroom": [], "warnings": [],
    },
}  # fmt: skip


@dataclass
class Planted:
    """The register of `organisation`. rows: number of the row of each kind; those of ``contract`` is the contract."""

    people: People
    organisation: str = LEEDS
    rows: dict[str, int] = field(default_factory=dict)
    other: int = 0
    person: int = 0
    membership: int = 0
    token: int = 0
    register: int = 0
    row: int = 0
    supplier_secret: str = ""
    counted: int = 0

    def marker(self, access: str) -> str:
        self.counted += 1
        return f"zq{LETTERS.get(access, ONE_PERSON)}{self.counted:03d}q"


def markers_in(content: bytes) -> set[str]:
    """Letters of the markers that an answer shows; ``x`` for the confidential figure too."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    found = {letter.decode().lower() for letter in _MARKER.findall(content)}
    return found | ({"x"} if _FIGURE.search(content) else set())


def body_of(response: HttpResponseBase) -> bytes:
    """All of an answer: what it says, its headers and where it sends one."""
    content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return content + b"\n" + "\n".join(f"{name}: {value}" for name, value in response.items()).encode()


def plant(people: People, home: Any) -> Planted:
    """Plants a register for Leeds, and nothing but people for York."""
    people.organisation(LEEDS, "Leeds City Council")
    people.organisation(YORK, "City of York Council")
    made = Planted(people)
    _people(made)
    _contract(made)
    _rows(made)
    _verbs(made)
    _document(made, home)
    _key_date(made)
    _register(made, home)
    _decision(made)
    return made


def may_see(letter: str, by: Actor) -> bool:
    """Whether somebody may read what is marked so."""
    return by.everything or (letter in _OPENS and may(by, _OPENS[letter], LEEDS))


def written() -> tuple[int, ...]:
    """How much was ever written: whatever is changed has an entry in a log, and so has every confidential reading."""
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in _TELLING)
    with connection.cursor() as cursor:
        # In one question of its own words: it is asked again after each of thousands of requests.
        cursor.execute(f"SELECT {counts}")
        return tuple(cursor.fetchone())


def fingerprint() -> str:
    """Of every row of the register, of people and of decisions: another for whatever is written."""
    found = hashlib.sha256()
    for room in ("decisions", "contracts", "councils", "intake", "suppliers", "categories"):
        for model in apps.get_app_config(room).get_models():
            rows = model._default_manager.order_by("pk")
            names = [
                one.attname for one in model._meta.concrete_fields if one.attname not in ("last_login", "last_used_at")
            ]
            for row in rows.values_list(*names):
                found.update(repr((model.__name__, row)).encode())
    return found.hexdigest()


def _people(made: Planted) -> None:
    from tallystick.councils import actions, queries

    name = made.marker("COUNCIL")
    email = f"{made.marker('COUNCIL')}@council.example"
    actions.invite(organisation=LEEDS, email=email, name=name, role="reader", by=SAM, at=AT)
    person = queries.person_by_email(email)
    assert person is not None
    made.person = person.pk
    [member] = [one for one in queries.members(organisation=LEEDS, by=SAM) if one.person == person.pk]
    made.membership = member.roles[0][0]
    actions.make_token(name=made.marker(""), days=9, by=queries.actor_of(person), at=timezone.now())
    made.token = queries.tokens(by=queries.actor_of(person))[0].pk


def _contract(made: Planted) -> None:
    from tallystick.contracts.actions import keeping

    values = _values(made, "contract")
    party = _values(made, "party")
    made.rows["contract"] = keeping.add_contract(
        organisation=LEEDS, values=values, suppliers=[party], by=SAM, at=AT, why=made.marker("COUNCIL")
    ).pk
    made.other = keeping.add_contract(
        organisation=LEEDS, values={"title": made.marker("PUBLIC")}, suppliers=[], by=SAM, at=AT
    ).pk


def _rows(made: Planted) -> None:
    from tallystick.contracts.actions import keeping
    from tallystick.contracts.declared import KINDS

    for kind in KINDS:
        if kind in ("contract", *_ROWS_ARE_PUT_BY):
            continue
        why = made.marker(KINDS[kind].access.name)
        row = keeping.add_row(
            contract=made.rows["contract"], kind=kind, values=_values(made, kind), by=SAM, at=AT, why=why
        )
        made.rows[kind] = row.pk


def _verbs(made: Planted) -> None:
    """What only a verb of its own adds: answers to questionnaires and a supplier's token."""
    from tallystick.contracts import actions
    from tallystick.contracts.queries import methods

    it = methods.questionnaire(LEEDS, "health-check")
    answers: dict[str, Any] = {}
    for one in it.questions:
        value = one.options[0].value if one.options else "yes" if one.kind == "yes_no" else None
        answers[one.id] = {"value": value, "evidence": made.marker("COUNCIL")}
    row = actions.answer_questionnaire(
        contract=made.rows["contract"], questionnaire="health-check", answers=answers, today=AT.date(), by=SAM, at=AT
    )
    made.rows["answers"] = row.pk
    made.supplier_secret = actions.make_supplier_token(
        contract=made.rows["contract"], name=made.marker("COUNCIL"), days=30, by=SAM, at=timezone.now()
    )
    made.rows["token"] = apps.get_model("contracts", "SupplierToken").objects.get().pk


def _document(made: Planted, home: Any) -> None:
    from tallystick.contracts import actions

    path = home.root / "paper"
    path.write_text(f"{made.marker('PAPERS')}\n", encoding="utf-8")
    row = actions.keep_document(
        contract=made.rows["contract"], path=path, name=f"{made.marker('PAPERS')}.txt",
        values={"kind": "other", "title": made.marker("PAPERS")}, home=home, by=SAM, at=AT,
    )  # fmt: skip
    made.rows["document"] = row.pk
    path.unlink()


def _key_date(made: Planted) -> None:
    """A key date that somebody may settle: what was planted has one, worked out."""
    dates = apps.get_model("contracts", "KeyDate").objects.filter(contract=made.rows["contract"])
    made.rows["key_date"] = dates.filter(kind="review").order_by("pk")[0].pk


def _decision(made: Planted) -> None:
    """A decision with a document that the public may see, one that it may not, and a record of both."""
    from tallystick.decisions import actions
    from tallystick.decisions.queries.answering import answers

    papers = {name: made.marker("PAPERS") for name in ("title", "question", "reference", "chosen", "chosen_why")}
    row = actions.start_decision(
        organisation=LEEDS, values={**papers, "kind": "route"}, contract=made.rows["contract"],
        partnership=_partnership(made), by=SAM, at=AT,
    )  # fmt: skip
    made.rows["decision"] = row.pk
    for kind, said in _documents(made).items():
        actions.put_document(
            of="decision", number=row.pk, kind=kind, said=said, edition=0, exempt=kind == EXEMPT, by=SAM, at=AT
        )
    problems = [(one.kind, one.problem) for one in answers(row, AT.date()) if one.problem]
    assert not problems, problems
    for role in ("scorer", "consultee"):
        who = actions.involve(
            decision=row.pk, role=role, name=made.marker("PAPERS"), speaks_for=made.marker("PAPERS"), by=SAM, at=AT
        )
        made.rows[role] = who.pk
    actions.record(decision=row.pk, by=SAM, at=AT)


def _documents(made: Planted) -> dict[str, dict[str, Any]]:
    """Documents from which something follows, by kind: the one that is `EXEMPT`, and others."""

    def mark() -> str:
        return made.marker("PAPERS")

    exempt, other, criterion = (made.marker("CONFIDENTIAL") for _ in range(3))
    driver, member, option = mark(), mark(), mark()
    line = {"name": mark(), "type": "revenue", "kind": "recurring", "flows": {"1": -1}}
    risk = {"id": "r1", "title": mark(), "likelihood": 2, "impact": 3}
    return {
        "words": {
            "background": [mark(), {"text": made.marker("CONFIDENTIAL"), "exempt": True}],
            "about": {"classification": {"paragraph": "3", "why": mark()}},
        },
        "recommendation": {"facts": {"risk": {"value": "high", "note": mark()}}},
        EXEMPT: {
            "options": [exempt, other], "criteria": [{"name": criterion, "weight": 1, "scale": [0, 10]}],
            "scores": {exempt: {criterion: 7}, other: {criterion: 3}},
        },
        "sharing": {"amount_pence": 1, "drivers": {driver: {member: 1}}, "weights": {driver: 1}},
        "business_case": {
            "base_year": 2026, "price_basis": "real", "options": [{"name": option, "life_years": 1, "lines": [line]}],
        },
        "risks": {"scale": "five-by-five", "risks": [risk]},
    }  # fmt: skip


def _partnership(made: Planted) -> int:
    """A partnership with a member who is at York, where nobody is let to see it, and a board."""
    from tallystick.decisions import actions

    def mark() -> str:
        return made.marker("PAPERS")

    values = {"name": mark(), "purpose": mark()}
    row = actions.start_partnership(organisation=LEEDS, values=values, by=SAM, at=AT)
    said = {
        "members": [{"id": "1", "name": mark(), "organisation": YORK}],
        "lead": [{"member": "1"}],
        "delegations": [{"id": "1", "from": "1", "to": "1", "function": mark(), "under": mark(), "terms": mark()}],
        "services": [{"id": "1", "name": mark(), "people": [{"post": mark(), "name": mark(), "share": mark()}]}],
        "boards": [{"id": "2", "name": mark(), "terms": mark(), "seats": [{"name": mark(), "role": "chair"}]}],
        "who_decides": [{"matter": mark(), "by": "2"}],
    }
    actions.put_document(of="partnership", number=row.pk, kind="members", said=said, edition=0, by=SAM, at=AT)
    made.rows["partnership"] = row.pk
    return row.pk


def _register(made: Planted, home: Any) -> None:
    """A register that was handed in, a row of it and a question: as importing writes them."""
    from tallystick.contracts import actions
    from tallystick.contracts.actions import keeping

    path = home.root / "register.csv"
    path.write_text(f"Title,Supplier,End\n{made.marker('COUNCIL')},{made.marker('COUNCIL')},soon\n", encoding="utf-8")
    file = actions.hand_in(
        home=home, path=path, name=f"{made.marker('COUNCIL')}.csv", organisation=LEEDS, by=SAM, at=AT
    )
    path.unlink()
    made.register = file.pk
    row = apps.get_model("contracts", "RegisterRow").objects.create(
        file=file, sheet="", row=2, place="question", say=made.marker("COUNCIL"), cells=[made.marker("COUNCIL")],
        contract_id=made.rows["contract"],
    )  # fmt: skip
    made.row = row.pk
    question = keeping.add_row(
        contract=made.rows["contract"], kind="question", by=SAM, at=AT,
        values={
            "row_id": row.pk, "field": "end", "written": made.marker("COUNCIL"), "code": "date_not_read",
            "say": made.marker("COUNCIL"), "state": "open",
            "suggestions": [{"say": made.marker("COUNCIL"), "values": {"end": "2027-03-31"}}],
        },
    )  # fmt: skip
    made.rows["question"] = question.pk


def _values(made: Planted, kind: str) -> dict[str, Any]:
    """A value for every field of a kind: a marker wherever text goes."""
    from tallystick.contracts.declared import KINDS, MODELS, Access

    order = list(Access)
    declared = KINDS[kind]
    found: dict[str, Any] = {}
    by_name = {one.attname: one for one in MODELS[kind]._meta.concrete_fields}
    for name, one in declared.fields.items():
        access = max(one.access, declared.access, key=order.index)
        found[name] = _value(made, kind, name, by_name[name], access.name)
    return found


def _value(made: Planted, kind: str, name: str, column: Any, access: str) -> Any:
    if (kind, name) in _EXACT:
        return _EXACT[kind, name]
    if isinstance(column, columns.ForeignKey):
        named = {"measure_id": "measure", "meeting_id": "meeting", "change_id": "change"}.get(name)
        if named:
            return made.rows[named]
        return made.other if name == "other_id" else made.person
    if column.choices:
        return column.choices[-1][0]
    if isinstance(column, columns.BooleanField):
        return True
    if isinstance(column, columns.DateTimeField):
        return datetime.now(UTC) + timedelta(days=30)
    if isinstance(column, columns.DateField):
        later = name in ("end", "last", "ends", "latest_end", "due", "until", "review")
        return date(2031, 3, 31) if name == "latest_end" else date(2030, 3, 31) if later else date(2026, 4, 1)
    if isinstance(column, columns.JSONField):
        return [made.marker(access)] if column.default is list else {made.marker(access): made.marker(access)}
    if isinstance(column, columns.IntegerField):
        return CONFIDENTIAL_PENCE if access == "CONFIDENTIAL" else 12
    if isinstance(column, columns.DecimalField):
        return Decimal(12)
    return made.marker(access)
