"""A real server, a real browser, and a check of every page that is come to.

A visit is made with one size of screen, and each of its pages is checked with it. A page that was not seen before is
checked at every size. Where what a person does, and not only what they see, may go otherwise on a phone, a test says
`@on_every_size` and is then made with each.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookiejar import CookieJar
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tallystick.lake.store.home import Home
from tests import databases
from tests.commands import Said, Tallystick, process
from tests.contracts import governed
from tests.sites import Server, serving

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"
SIZES = {"desk": (1280, 900), "phone": (375, 812)}
on_every_size = pytest.mark.parametrize("size", SIZES)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WAIT_SECONDS = 180
ALIKE = (Path(__file__).parent / "alike.mjs").read_text(encoding="utf-8")


@dataclass
class Visit:
    """One person's visit with one size of screen. Every page that is come to is checked before it is read."""

    page: Page
    address: str
    axe: str
    size: str
    said: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.address.rstrip("/") + path)
        self.check()

    def follow(self, name: str, *, exact: bool = False, within: Locator | None = None) -> None:
        """Follows the first link of that name."""
        self.open((within or self.page).get_by_role("link", name=name, exact=exact).first)

    def open(self, link: Locator) -> None:
        """Follows a link."""
        with self.arriving():
            link.click()

    def press(self, name: str) -> None:
        """Presses the first button of that name, which sends a form."""
        with self.arriving():
            self.page.get_by_role("button", name=name).first.click()

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """Around what leads to another page: waits for it and checks it."""
        with self.page.expect_navigation():
            yield
        self.check()

    def sees(self, text: str) -> None:
        assert text in self.page.locator("main").inner_text(), self.page.locator("main").inner_text()

    def check(self) -> None:
        """Nothing that axe finds, nothing wider than the screen, nothing that the browser complains of."""
        self.page.wait_for_load_state()
        assert not re.match("Sorry|Page not found", self.page.title()), (self.page.url, self.page.title())
        for size in SIZES:
            if size != self.size and self._is_new(size):
                self._resize(size)
                self._check_at(size)
                self._resize(self.size)
        self._is_new(self.size)
        self._check_at(self.size)
        assert not self.said, (self.page.url, self.said)

    def _is_new(self, size: str) -> bool:
        """Whether no page like this was checked at this size: of another address, but for numbers, or title."""
        path = self.page.url.removeprefix(self.address).partition("?")[0]
        seen = _noted(
            "seen", size, *(re.sub(r"\d[\w,.-]*|[0-9a-f]{16,}", "0", text) for text in (path, self.page.title()))
        )
        new = not seen.exists()
        seen.touch()
        return new

    def _resize(self, size: str) -> None:
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})

    def _check_at(self, size: str) -> None:
        self.page.evaluate(ALIKE)
        faultless = _noted("faultless", size, self.page.evaluate("builtLike().built"))
        if not faultless.exists():
            if self.page.evaluate("typeof axe === 'undefined'"):
                self.page.evaluate(self.axe)
            found: dict[str, Any] = self.page.evaluate("rules => faults(rules)", RULES)
            wrong = [(one["id"], one["help"], one["nodes"][0]["html"]) for one in found["violations"]]
            assert not wrong, (self.page.url, size, wrong)
            faultless.touch()
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SIZES[size][0], (self.page.url, size, wide)

    def keep_picture(self, name: str, *, whole: bool = False) -> None:
        """Keeps a picture of the page on a desk for the documentation, when TALLYSTICK_PICTURES is set."""
        if os.environ.get("TALLYSTICK_PICTURES") and self.size == "desk":
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)


def _noted(*what: str) -> Path:
    """A file that is there once this was found of a page, by whichever worker of the run."""
    folder = databases.shared() / "pages"
    folder.mkdir(exist_ok=True)
    return folder / sha256("\n".join(what).encode()).hexdigest()


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """Closed again with each module: for as long as it is there, Django works in no test of the same process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en-GB"]
        )
        yield browser
        browser.close()


@pytest.fixture
def size() -> str:
    """Of the screen that a visit is made with, unless the test is made with each."""
    return "desk"


@pytest.fixture
def visit(browser: Browser, axe: str, size: str) -> Iterator[Callable[..., Visit]]:
    """Begins a visit of the site at an address, signed in as its owner unless it is not to be."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = context.new_page()

    def begin(address: str, *, signed_in: bool = True) -> Visit:
        visit = Visit(page, address, axe, size)
        if signed_in:
            context.add_cookies(_OWNERS[address])

        def hear(line: ConsoleMessage) -> None:
            # A page that refuses something has a status that says so: that of the page itself is no fault in it.
            if line.type == "error" and line.location["url"] != page.url:
                visit.said.append(line.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: visit.said.append(str(error)))
        return visit

    yield begin
    context.close()


@pytest.fixture
def command(tallystick: Tallystick) -> Iterator[Callable[..., Said]]:
    """Runs `tallystick` on a home in the tests' own process: in a thread, as the browser's has a loop in it."""
    with ThreadPoolExecutor(1) as thread:
        yield lambda home, *words: thread.submit(tallystick, home, *words).result()


@pytest.fixture
def record(home: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[..., Any]]:
    """Does something to a record with two councils in it, before or while it is served: ``record(what, **said)``."""

    def done(what: Callable[..., Any], **said: Any) -> Any:
        with databases.opened(home):
            return what(**said)

    # In a thread of its own: the browser's has a loop in it, in which Django does not work.
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        thread.submit(done, governed.councils).result()
        yield lambda what, **said: thread.submit(done, what, **said).result()


@pytest.fixture
def councils(home: Home, record: Callable[..., Any]) -> Iterator[str]:
    """The address of a site where two councils keep registers."""
    yield from served(home)


@pytest.fixture
def site(home: Home) -> Iterator[str]:
    """The address of a site over an empty home, as `tallystick serve` opens it."""
    yield from served(home)


@pytest.fixture(scope="session")
def demonstration_made() -> Home:
    """The demonstration as `tallystick demo` makes it, a tenth of its size, once for all workers: to be copied."""
    there = databases.shared() / "demonstration"
    with FileLock(f"{there}.lock"):
        made = Home(there / "demonstration")
        # What is made up says so in a file, which is written last.
        if not (made.root / "demonstration").exists():
            process(Home(there), "demo", "--no-serve", "--scale", "0.1")
    return made


@pytest.fixture(scope="session")
def demonstration(demonstration_made: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration."""
    yield from served(Home(shutil.copytree(demonstration_made.root, tmp_path_factory.mktemp("shown") / "home")))


_OWNERS: dict[str, list[Any]] = {}
"""By address, the cookie with which its owner is signed in."""


def served(home: Home, **variables: str) -> Iterator[str]:
    """Serves a home on a port of its own for as long as it is wanted; gives the address, whose owner is signed in.

    variables: of the environment. With TALLYSTICK_TEAM=1 there is no owner, and nobody is signed in.
    """
    heard = home.root.parent / f"{home.root.name}.served"
    last = r"(http://127\.0\.0\.1:\d+/)" + ("" if variables.get("TALLYSTICK_TEAM") == "1" else r"in/\S+") + r"\s"
    with serving(home, heard, variables) as server:
        found = _opened(server, heard, last)
        address = found.group(1)
        if found.group().strip() != address:
            _OWNERS[address] = _followed(found.group().strip())
        yield address
    shutil.rmtree(home.jobs, ignore_errors=True)
    said = heard.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in said, said


def _opened(server: Server, heard: Path, last: str) -> re.Match[str]:
    """What `last` matches in what a server says once it answers."""
    until = monotonic() + _WAIT_SECONDS
    while True:
        ended = server.has_ended()
        said = heard.read_text(encoding="utf-8", errors="replace")
        found = re.search(last, said)
        if found:
            return found
        if ended or monotonic() > until:
            pytest.fail(f"The site did not open: {said}")
        sleep(0.05)


def _followed(link: str) -> list[dict[str, str]]:
    """Follows a link that signs in, and gives the cookies that it left, as a browser takes them."""
    kept = CookieJar()
    opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(kept))
    with opener.open(link, timeout=60) as page:
        page.read()
    return [{"name": one.name, "value": one.value or "", "domain": one.domain, "path": one.path} for one in kept]
