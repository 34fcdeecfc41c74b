"""A real server, a real browser, and a check of every page that is come to."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright

from tallystick.lake.store.home import Home

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"
SIZES = {"desk": (1280, 900), "phone": (375, 812)}
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WAIT_SECONDS = 60


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
        self.page.evaluate(self.axe)
        found: dict[str, Any] = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", _RULES
        )
        wrong = [(one["id"], one["help"], one["nodes"][0]["html"]) for one in found["violations"]]
        assert not wrong, (self.page.url, wrong)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= SIZES[self.size][0], (self.page.url, width)
        assert not self.said, (self.page.url, self.said)

    def keep_picture(self, name: str, *, whole: bool = False) -> None:
        """Keeps a picture of the page on a desk for the documentation, when TALLYSTICK_PICTURES is set."""
        if os.environ.get("TALLYSTICK_PICTURES") and self.size == "desk":
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en-GB"]
        )
        yield browser
        browser.close()


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visit(browser: Browser, axe: str, size: str) -> Iterator[Callable[[str], Visit]]:
    """Begins a visit of the site at an address."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = context.new_page()

    def begin(address: str) -> Visit:
        visit = Visit(page, address, axe, size)

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
def site(home: Home) -> Iterator[str]:
    """The address of a site over an empty home, as `tallystick serve` opens it."""
    yield from served(home)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration, as `tallystick demo` makes it, a tenth of its size."""
    home = Home(tmp_path_factory.mktemp("demonstration"))
    command(home, "demo", "--no-serve", "--scale", "0.1")
    yield from served(Home(home.root / "demonstration"))


def command(home: Home, *arguments: str) -> str:
    """Runs `tallystick` on a home and gives what it printed."""
    done = subprocess.run(
        _tallystick(home, *arguments), capture_output=True, text=True, check=False, env=_environment(home)
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def served(home: Home) -> Iterator[str]:
    """Serves a home on a port of its own for as long as it is wanted; gives the address."""
    server = subprocess.Popen(
        _tallystick(home, "serve", "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=_environment(home),
    )  # fmt: skip
    assert server.stdout is not None
    too_long = Timer(_WAIT_SECONDS, server.kill)
    too_long.start()
    said = ""
    try:
        for line in server.stdout:
            said += line
            address = re.search(r"http://127\.0\.0\.1:\d+/", line)
            if address:
                break
        else:
            pytest.fail(f"The site did not open: {said}")
        too_long.cancel()
        yield address.group()
    finally:
        too_long.cancel()
        server.terminate()
        server.wait(timeout=20)
        server.stdout.close()
        shutil.rmtree(home.jobs, ignore_errors=True)


def _tallystick(home: Home, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "tallystick", "--home", str(home.root), *arguments]


def _environment(home: Home) -> dict[str, str]:
    return {**os.environ, "TALLYSTICK_HOME": str(home.root), "PYTHONUNBUFFERED": "1"}
