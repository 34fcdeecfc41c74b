"""Organisations, people and the log at the command line."""

import csv
import io
import json
import re
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tallystick.lake.store.home import Home
from tests.commands import Tallystick, process

LEEDS = "Leeds City Council"
LINK = re.compile(r"http://127\.0\.0\.1:8400/in/[\w-]{40,}/\n")


@pytest.fixture
def leeds(home: Home, tallystick: Tallystick) -> Home:
    tallystick(home, "organisations", "add", LEEDS)
    return home


def invite(tallystick: Tallystick, home: Home, email: str, role: str, *more: str, status: int = 0) -> str:
    said = tallystick(home, "people", "invite", email, "--organisation", LEEDS, "--role", role, *more, status=status)
    return said.out if status == 0 else said.err


def test_an_organisation_is_added_by_name_or_code_and_listed(home: Home, tallystick: Tallystick) -> None:
    assert "GB-LAE-LDS" in tallystick(home, "organisations", "add", LEEDS).out
    tallystick(home, "organisations", "add", "E08000035")
    assert tallystick(home, "organisations", "list", "--json").lines == [{"code": "GB-LAE-LDS", "name": LEEDS}]
    assert "No public body" in tallystick(home, "organisations", "add", "Nowhere Council of None", status=1).err


def test_somebody_is_invited_given_roles_and_let_in_again(leeds: Home, tallystick: Tallystick) -> None:
    first = invite(tallystick, leeds, "ada@leeds.example", "administrator", "--name", "Ada")
    assert LINK.fullmatch(first)
    again = tallystick(leeds, "people", "link", "ADA@leeds.example").out
    assert LINK.fullmatch(again)
    assert again != first
    tallystick(leeds, "people", "role", "ada@leeds.example", "approver", "--organisation", LEEDS)
    tallystick(leeds, "people", "role", "ada@leeds.example", "administrator", "--organisation", LEEDS, "--end")
    [ada] = tallystick(leeds, "people", "list", "--json").lines
    assert (ada["name"], ada["roles"], ada["active"], ada["last_signed_in"]) == ("Ada", ["Approver"], True, None)
    assert (
        "has not that role"
        in tallystick(
            leeds, "people", "role", "ada@leeds.example", "reader", "--organisation", LEEDS, "--end", status=1
        ).err
    )
    assert "has the address" in tallystick(leeds, "people", "link", "eve@leeds.example", status=1).err


def test_the_owner_gets_a_link(home: Home, tallystick: Tallystick) -> None:
    assert LINK.fullmatch(tallystick(home, "people", "link").out)


def test_a_team_has_no_owner_and_nobody_unnamed(leeds: Home, tallystick: Tallystick, settings: Any) -> None:
    settings.TALLYSTICK_TEAM = True
    assert "has no owner" in tallystick(leeds, "people", "link", status=1).err
    assert "--as operator" in tallystick(leeds, "organisations", "add", "City of York Council", status=1).err
    tallystick(leeds, "--as", "operator", "organisations", "add", "City of York Council")
    tallystick(leeds, "--as", "operator", "people", "invite", "ada@leeds.example", "--organisation", LEEDS,
               "--role", "administrator")  # fmt: skip
    tallystick(leeds, "--as", "ada@leeds.example", "people", "invite", "grace@leeds.example", "--organisation", LEEDS,
               "--role", "reader")  # fmt: skip
    no = tallystick(leeds, "--as", "grace@leeds.example", "people", "list", "--organisation", LEEDS, status=1)
    assert "Your role does not let you invite people" in no.err
    no = tallystick(leeds, "--as", "grace@leeds.example", "audit", "export", "--organisation", LEEDS, status=1)
    assert "Your role does not let you read its whole log" in no.err


def test_the_log_is_verified_and_a_kept_hash_is_asked_for(leeds: Home, tallystick: Tallystick, tmp_path: Path) -> None:
    invite(tallystick, leeds, "ada@leeds.example", "reader")
    [said] = tallystick(leeds, "audit", "verify", "--json").lines
    assert said["holds"]
    [chain] = said["chains"]
    assert (chain["chain"], chain["entries"], chain["fault"]) == ("GB-LAE-LDS", 4, None)
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(said), encoding="utf-8")
    invite(tallystick, leeds, "grace@leeds.example", "reader")
    tallystick(leeds, "audit", "verify", "--expect", str(kept))
    tallystick(leeds, "audit", "verify", "--expect", f"GB-LAE-LDS={chain['last'].upper()}")
    no = tallystick(leeds, "audit", "verify", "--expect", f"GB-LAE-LDS={'0' * 64}", "--json", status=1)
    assert not no.lines[0]["holds"]
    assert "the hash that was kept" in no.lines[0]["chains"][0]["fault"]["why"]
    assert "Not every log holds" in tallystick(leeds, "audit", "verify", "--expect", "GB-LAE-YOR=00", status=1).err
    assert "is not what" in tallystick(leeds, "audit", "verify", "--expect", "nothing.json", status=1).err


def test_the_log_is_exported_safely(leeds: Home, tallystick: Tallystick, tmp_path: Path) -> None:
    tallystick(leeds, "people", "invite", "ada@leeds.example", "--organisation", LEEDS, "--role", "reader",
               "--name", "=cmd|'/c calc'!A1")  # fmt: skip
    tallystick(leeds, "people", "role", "ada@leeds.example", "approver", "--organisation", LEEDS, "--why", "=1+1")
    rows = list(csv.DictReader(io.StringIO(tallystick(leeds, "audit", "export", "--organisation", LEEDS).out)))
    assert [row["what"] for row in rows] == ["give_role", "give_link", "give_role", "invite", "add_organisation"]
    assert rows[0]["why"] == "'=1+1"
    file = tmp_path / "log.json"
    tallystick(leeds, "audit", "export", "--organisation", LEEDS, "--format", "json", "--output", str(file))
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert lines[-1]["chain"] == "GB-LAE-LDS"
    assert lines[0]["why"] == "=1+1"
    assert [line["previous"] for line in lines[:-1]] == [line["hash"] for line in lines[1:]]


# ---- E-mail, to a server of our own on loopback.


class _Mail(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to be handed a message."""

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            match line.upper().split()[0]:
                case "QUIT":
                    self._say("221 bye")
                    return
                case "DATA":
                    self._say("354 go on")
                    lines = iter(lambda: self.rfile.readline().decode().rstrip("\r\n"), ".")
                    self.server.taken.append("\n".join(lines))  # type: ignore[attr-defined]
            self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def mail() -> Iterator[tuple[int, list[str]]]:
    """The port of an SMTP server, and the messages that it has taken."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server:
        server.taken = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], server.taken  # type: ignore[attr-defined,misc]
        server.shutdown()


def test_a_link_is_sent_where_there_is_a_mail_server(
    leeds: Home, mail: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, taken = mail
    monkeypatch.setenv("EMAIL_URL", f"smtp+plain://127.0.0.1:{port}")
    monkeypatch.setenv("TALLYSTICK_EMAIL_FROM", "tallystick@council.example")
    said = process(leeds, "people", "invite", "ada@leeds.example", "--organisation", LEEDS, "--role", "reader")
    assert "It was sent to ada@leeds.example too" in said.err
    [message] = taken
    assert said.out.strip() in message
    assert "From: tallystick@council.example" in message
    assert "To: ada@leeds.example" in message


def test_a_mail_server_that_does_not_answer_keeps_nobody_out(leeds: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp+plain://127.0.0.1:9")
    said = process(leeds, "people", "invite", "ada@leeds.example", "--organisation", LEEDS, "--role", "reader")
    assert LINK.fullmatch(said.out)
    assert "It was sent" not in said.err
    assert "/in/" not in said.err
