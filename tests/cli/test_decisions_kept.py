"""A decision from its start to its replay, at the command line, as somebody alone on a laptop would."""

import json
from pathlib import Path

import pytest
from docx import Document

from tallystick.decisions.documents import KINDS
from tallystick.lake.store.home import Home
from tests.commands import Tallystick
from tests.people import LEEDS

SHARING = {"amount_pence": 100_000, "drivers": {"users": {"A": 499, "B": 341, "C": 229}}, "weights": {"users": 1}}


@pytest.fixture
def started(tallystick: Tallystick, home: Home, tmp_path: Path) -> str:
    tallystick(home, "organisations", "add", LEEDS)
    number = tallystick(home, "decisions", "start", "Go on sharing?", "--organisation", LEEDS).out.strip()
    (tmp_path / "sharing.json").write_text(json.dumps(SHARING), encoding="utf-8")
    tallystick(home, "decisions", "put", number, "sharing", str(tmp_path / "sharing.json"))
    return number


def test_what_was_known_is_kept_and_the_same_figures_come_of_it_again(
    tallystick: Tallystick, home: Home, started: str
) -> None:
    shown = json.loads(tallystick(home, "decisions", "show", started).out)
    assert shown["title"] == "Go on sharing?"
    shares = shown["documents"][0]["answer"]["shares"]
    assert {name: one["percent"] for name, one in shares.items()} == {"A": 46.7, "B": 31.9, "C": 21.4}
    assert "Record 1 is kept" in tallystick(home, "decisions", "record", started).out
    again = json.loads(tallystick(home, "decisions", "replay", started, "--json").out)
    assert (again["same"], again["record_is_whole"]) == (True, True)
    assert "the same figures" in tallystick(home, "decisions", "replay", started).out
    [listed] = json.loads(tallystick(home, "decisions", "list", "--json").out)
    assert (listed["id"], listed["state"]) == (int(started), "draft")


def test_what_is_exempt_stays_so_until_it_is_said_otherwise(
    tallystick: Tallystick, home: Home, started: str, tmp_path: Path
) -> None:
    def put(pence: int, *words: str) -> bool:
        (tmp_path / "again.json").write_text(json.dumps({**SHARING, "amount_pence": pence}), encoding="utf-8")
        tallystick(home, "decisions", "put", started, "sharing", str(tmp_path / "again.json"), *words)
        return bool(json.loads(tallystick(home, "decisions", "show", started).out)["documents"][0]["exempt"])

    assert not put(1)
    assert put(1, "--exempt")
    assert put(2), "another edition, of which it is not said"
    assert not put(2, "--not-exempt")


def test_put_says_which_kinds_there_are(tallystick: Tallystick, home: Home) -> None:
    told = " ".join(tallystick(home, "decisions", "put", "--help").out.split())
    for code, kind in KINDS.items():
        assert (f" {code}" in told.partition("Earlier")[0]) == (kind.of == "decision"), code


def test_what_is_not_there_is_said_without_a_traceback(tallystick: Tallystick, home: Home, started: str) -> None:
    for words in (("show", "99"), ("replay", "99"), ("replay", started), ("record", "99")):
        ran = tallystick(home, "decisions", *words, status=1)
        assert "There is no such decision" in ran.err, words


WORDS = {
    "about": {"body": "Cabinet", "classification": {"paragraph": 5, "why": "Legal advice"}},
    "summary": "The service is shared.",
    "legal": {"text": "The claim is worth £123,456.", "exempt": True},
}


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_report_is_made_of_a_record_the_same_each_time_and_without_what_is_exempt(
    tallystick: Tallystick, home: Home, started: str, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "words.json").write_text(json.dumps(WORDS), encoding="utf-8")
    tallystick(home, "decisions", "put", started, "words", str(tmp_path / "words.json"))
    asked = ("decisions", "report", started, "--format", kind, "--output")
    assert "Keep what is known first" in tallystick(home, *asked, str(tmp_path / "no"), status=1).err
    tallystick(home, "decisions", "record", started)
    whole, again, public = (tmp_path / name for name in ("whole", "again", "public"))
    for path, more in ((whole, ()), (again, ()), (public, ("--public",))):
        tallystick(home, *asked, str(path), *more)
    assert whole.read_bytes() == again.read_bytes() != public.read_bytes()
    if kind == "docx":
        texts = ["\n".join(one.text for one in Document(str(path)).paragraphs) for path in (whole, public)]
        assert ["123,456" in text for text in texts] == [True, False]
        assert all("Go on sharing?" in text for text in texts)
