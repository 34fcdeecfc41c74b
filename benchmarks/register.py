"""How quick the register is with 400 councils and 200,000 contracts, and whether many people at once lose anything.

    export DATABASE_URL=postgresql://…            # an empty database
    python -m benchmarks.generate_register HOME
    python -m benchmarks.register HOME            # each kind of page, one user at a time
    python -m benchmarks.register HOME --people 50 --minutes 5

Over HTTP from the real server, which this starts. Sessions are made as signing in makes them. With `--people`, each
waits 5 to 10 seconds between clicks (`benchmarks.register_people`), two share each council, and about every sixth click
is an edit of a contract that both edit. Afterwards every edit that the server acknowledged is looked for in the log,
and the row must say what its last edit said.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.serving import serving
from tallystick.intake.record import open_record
from tallystick.lake.store.home import Home

LIMIT_MS = 300
WORDS = ("laptops", "housing system", "ashford", "cyber", "renewal maps", "oakton digital", "c0123", "payments gateway")
MARK = "edited by"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--people", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=5)
    given = parser.parse_args()
    home = Home.find(given.home)
    open_record(home)
    with serving(home) as (server, _):
        if given.people:
            together(server, given.people, given.minutes)
        else:
            alone(server, given.times)


def alone(server: str, times: int) -> None:
    """Each kind of page, one after the other; each time another word, council or contract."""
    from tallystick.contracts.models import Contract

    print(f"{Contract.objects.count():,} contracts\n")
    print("| page | who | median ms | 95th ms | most ms |\n|---|---|---|---|---|")
    late = 0
    for name, who, addresses in kinds():
        connection = HTTPConnection(server, timeout=60)
        headers = {"Cookie": session_of(who)}
        ask(connection, addresses[0], headers)
        taken = sorted(ask(connection, address, headers) for address in islice(cycle(addresses), times))
        p95 = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
        late += p95 > LIMIT_MS
        figures = f"{taken[len(taken) // 2]:.0f} | {p95:.0f} | {taken[-1]:.0f}"
        print(f"| {name} | {who.name.split(' of ')[0]} | {figures} |", flush=True)
    print(f"\n{late} kinds of page are over {LIMIT_MS} ms at the 95th percentile.")


def kinds() -> list[tuple[str, Any, list[str]]]:
    """(what, who asks, addresses)."""
    from tallystick.contracts.models import Contract
    from tallystick.councils.models import Person

    manager = Person.objects.get(email="contract_manager1@council7.example")
    head = Person.objects.get(email="administrator1@council7.example")
    sector = Person.objects.get(email="sector@benchmark.example")
    code = "local:benchmark-007"
    own = list(Contract.objects.filter(organisation__code=code).order_by("pk").values_list("pk", flat=True)[:200:5])
    words = [word.replace(" ", "+") for word in WORDS]
    return [
        ("Register, own council", manager, [f"/contracts/?organisation={code}&page={n}" for n in (1, 2, 3)]),
        ("Register, searched, own council", manager, [f"/contracts/?organisation={code}&text={w}" for w in words]),
        ("Register, everything public too", manager, [f"/contracts/?page={n}" for n in (1, 2, 3)]),
        ("Register, whole sector", sector, [f"/contracts/?page={n}" for n in range(1, 8)]),
        ("Register, searched, whole sector", sector, [f"/contracts/?text={w}" for w in words]),
        ("Register, by value, whole sector", sector, ["/contracts/?sort=-value", "/contracts/?sort=value"]),
        (
            "Register, by supplier, whole sector",
            sector,
            ["/contracts/?sort=supplier&page=1", "/contracts/?sort=-supplier"],
        ),
        ("Register, ending soon, whole sector", sector, ["/contracts/?state=current&from=2027-01-01&to=2027-06-30"]),
        ("A contract", manager, [f"/contracts/{n}/" for n in own]),
        ("A contract's performance", manager, [f"/contracts/{n}/performance/" for n in own]),
        ("A contract's risks", manager, [f"/contracts/{n}/risks/" for n in own]),
        ("A contract's history", manager, [f"/contracts/{n}/history/" for n in own]),
        ("Questions", manager, [f"/questions/?organisation={code}", "/questions/"]),
        ("Duties", manager, ["/duties/"]),
        ("A contract's changes", manager, [f"/contracts/{n}/changes/" for n in own]),
        ("Calendar, own council", manager, [f"/calendar/?whose=all&page={n}" for n in (1, 2, 3)]),
        ("Calendar, what is mine", manager, ["/calendar/?whose=me"]),
        ("Calendar, searched, own council", manager, [f"/calendar/?whose=all&text={w}" for w in words]),
        ("Calendar, whole sector", sector, [f"/calendar/?whose=all&page={n}" for n in range(1, 8)]),
        ("Calendar, overdue, whole sector", sector, ["/calendar/?whose=all&when=overdue", "/calendar/?when=no_day"]),
        ("Calendar, searched, whole sector", sector, [f"/calendar/?whose=all&text={w}" for w in words]),
        ("What may be changed, own council", manager, [f"/headroom/?page={n}" for n in (1, 2, 3)]),
        ("What may be changed, whole sector", sector, [f"/headroom/?page={n}" for n in range(1, 8)]),
        ("What may be changed, sorted, whole sector", sector, [f"/headroom/?sort={n}" for n in ("-half", "end")]),
        ("What may be changed, searched, whole sector", sector, [f"/headroom/?text={w}" for w in words]),
        ("Contracts by tier", manager, ["/contracts/tiers/"]),
        ("People", head, [f"/organisations/{code}/people/"]),
        ("The log", head, [f"/organisations/{code}/log/", f"/organisations/{code}/log/?text=add_risk"]),
    ]


def session_of(person: Any) -> str:
    """The cookie of a session of a person, as signing in makes one."""
    from django.conf import settings
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    request = HttpRequest()
    request.session = SessionStore()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"


def ask(connection: HTTPConnection, address: str, headers: dict[str, str]) -> float:
    """Milliseconds to the last byte of a page."""
    begun = time.perf_counter()
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    taken = (time.perf_counter() - begun) * 1000
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}: {body[:300]!r}")
    return taken


def together(server: str, people: int, minutes: float) -> None:
    """Many people at once; then what became of what they were told was saved."""
    from tallystick.contracts.models import Contract
    from tallystick.councils.models import Person

    with tempfile.TemporaryDirectory() as folder:
        plan, told = Path(folder) / "plan.json", Path(folder) / "told.jsonl"
        working = []
        for n in range(people):
            council = n // 2 + 1
            person = Person.objects.get(email=f"contract_manager{n % 2 + 1}@council{council}.example")
            of = Contract.objects.filter(organisation__code=f"local:benchmark-{council:03}").order_by("pk")
            some = list(of.values_list("pk", flat=True)[:60])
            working.append({"session": session_of(person), "name": person.name, "contracts": some, "edited": some[:4]})
        plan.write_text(json.dumps({"people": working, "told": str(told)}), encoding="utf-8")
        command = [sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("register_people.py"))]
        command += ["--headless", "--host", f"http://{server}", "--users", str(people)]
        command += [
            "--spawn-rate",
            str(people / 10),
            "--run-time",
            f"{int(minutes * 60)}s",
            "--only-summary",
            "--stop-timeout",
            "20",
        ]
        subprocess.run(command, check=False, env={**os.environ, "REGISTER_PLAN": str(plan)})
        lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
        check_edits([json.loads(line) for line in lines])


def check_edits(told: list[dict[str, Any]]) -> None:
    """Whether every edit that was acknowledged is in the log, and each row says what its last one said."""
    from tallystick.contracts.models import Contract
    from tallystick.councils.models import LogEntry
    from tallystick.councils.queries import verify_chains

    saved = [one for one in told if one["saved"]]
    logged = {
        (int(entry.key), entry.after["notes"]): entry.sequence
        for entry in LogEntry.objects.filter(kind="contract", what="change_contract", after__notes__contains=MARK)
    }
    lost = [one for one in saved if (one["contract"], one["notes"]) not in logged]
    last: dict[int, tuple[int, str]] = {}
    for (contract, notes), sequence in logged.items():
        last[contract] = max(last.get(contract, (0, "")), (sequence, notes))
    wrong = [pk for pk, (_, notes) in last.items() if Contract.objects.get(pk=pk).notes != notes]
    faults = [found.chain for found in verify_chains() if found.fault]
    meanwhile = len(told) - len(saved)
    print(f"\n{len(saved)} edits acknowledged, {meanwhile} told that somebody else had changed it meanwhile.")
    print(f"{len(lost)} edits lost; {len(wrong)} rows do not say their last edit; {len(faults)} chains do not hold.")


if __name__ == "__main__":
    main()
