"""What each of many people does, for `benchmarks.register --people`: run by locust."""

import json
import os
import threading
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from locust import HttpUser, between, task

PLAN = json.loads(Path(os.environ["REGISTER_PLAN"]).read_text(encoding="utf-8"))
WORDS = ("laptops", "housing", "ashford", "cyber", "maps", "digital", "renewal", "gateway")
_taking = iter(PLAN["people"])
_writing = threading.Lock()


class Form(HTMLParser):
    """The fields of a page's form, as a browser would send them back."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._box = self._choice = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name = said.get("name") or ""
        if tag == "input" and name and said.get("type") not in ("checkbox", "radio", "submit"):
            self.fields[name] = said.get("value") or ""
        elif tag == "input" and name and "checked" in said:
            self.fields[name] = said.get("value") or "on"
        elif tag == "textarea":
            self._box, self.fields[name] = name, ""
        elif tag == "select":
            self._choice = name
            self.fields.setdefault(name, "")
        elif tag == "option" and "selected" in said:
            self.fields[self._choice] = said.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._box:
            self.fields[self._box] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._box = ""


class Officer(HttpUser):
    """Reads lists and contracts, and edits one now and then; 5 to 10 seconds between clicks."""

    wait_time = between(5, 10)

    def on_start(self) -> None:
        self.me: dict[str, Any] = next(_taking)
        self.client.cookies.set(*self.me["session"].split("="))
        self.turn = 0

    @task(3)
    def look_through_the_list(self) -> None:
        self.client.get("/contracts/", name="list")

    @task(3)
    def search(self) -> None:
        self.client.get("/contracts/", params={"search": WORDS[self._next() % len(WORDS)]}, name="search")

    @task(5)
    def read_a_contract(self) -> None:
        self.client.get(f"/contracts/{self._one('contracts')}/", name="contract")

    @task(2)
    def read_its_history(self) -> None:
        self.client.get(f"/contracts/{self._one('contracts')}/history/", name="history")

    @task(3)
    def edit(self) -> None:
        contract = self._one("edited")
        address = f"/contracts/{contract}/edit/elsewhere/"
        page = self.client.get(address, name="edit")
        fields = Form(page.text).fields
        # Somebody types for a while, in which the other may save.
        time.sleep(2)
        fields["notes"] = f"edited by {self.me['name']}, {self._next()}"
        with self.client.post(
            address, data=fields, headers={"Referer": self.host + address}, name="save", catch_response=True,
            allow_redirects=False,
        ) as answer:  # fmt: skip
            saved = answer.status_code == 302
            meanwhile = (
                answer.status_code in (200, 409) and "meanwhile" in answer.text.lower()
            ) or "while you" in answer.text
            if saved or meanwhile:
                answer.success()
                self._tell(contract, fields["notes"], saved)
            else:
                answer.failure(f"{answer.status_code}: {answer.text[:200]}")

    def _next(self) -> int:
        self.turn += 1
        return self.turn

    def _one(self, of: str) -> int:
        choices: list[int] = self.me[of]
        return choices[self._next() % len(choices)]

    def _tell(self, contract: int, notes: str, saved: bool) -> None:
        line = json.dumps({"contract": contract, "notes": notes, "saved": saved})
        with _writing, Path(PLAN["told"]).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
