"""What tests of every room may ask for: real published files, a browser, a home of their own.

A test that needs what a machine lacks is skipped and says how to get it; on CI (CI=true) it fails.
"""

import hashlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as site
from django.test import Client
from filelock import FileLock
from pytest_django.plugin import DjangoDbBlocker

from tallystick.lake.store.home import Home
from tests import databases, sites
from tests.commands import Tallystick
from tests.people import People

ROOT = Path(__file__).resolve().parent.parent
_CACHE = ROOT / ".pytest_cache" / "tallystick"
_MODEL_COMES_OF = ("src/tallystick/categories", "src/tallystick/reference", "requirements.lock")
ARCHIVE = ROOT.parent / "shared" / "data" / "spend.tar.xz"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

# The same examples each time on CI; new ones each time at a desk. A slow machine is not a bug.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")


_OF_THE_RECORD = frozenset({"db", "django_db_setup", "home", "tallystick", "transactional_db"})
"""Fixtures by which a test comes to the record."""
_BELOW_THE_RECORD = frozenset({"kit", "reference", "law", "lake", "demonstration", "house", "tools"})
"""Rooms that know nothing of Django, as the walls say, and what is no room: they never come to the record."""
_NOT_READ = _BELOW_THE_RECORD | {"walk", "rules"}
"""Folders of which nothing is run on PostgreSQL: those; of which every test is `once`; and pure rules."""


def pytest_configure(config: pytest.Config) -> None:
    """Keeps every test, and every command that a test starts, away from the home of whoever runs them."""
    away = tempfile.mkdtemp(prefix="tallystick-tests-")
    config.add_cleanup(lambda: shutil.rmtree(away, ignore_errors=True))
    os.environ["TALLYSTICK_HOME"] = away
    # The model that nobody taught is trained once for all tests, and again when anything that it comes of changes.
    os.environ.setdefault("TALLYSTICK_CACHE", str(_CACHE / _made_of(*_MODEL_COMES_OF)))
    site.TALLYSTICK_HOME = Home(Path(away))
    # Whatever keeps the record: tests that are about a team say so.
    os.environ["TALLYSTICK_TEAM"] = "0"
    site.TALLYSTICK_TEAM = False
    # Scrypt takes its time, as it should: a test that is about it puts away what stands before it here.
    site.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *site.PASSWORD_HASHERS]
    databases.begin(config, Path(away))
    config.add_cleanup(sites.end)


def _made_of(*names: str) -> str:
    """A fingerprint of files and of all files in folders of this checkout, but for what Python makes of them."""
    found = hashlib.blake2b(digest_size=10)
    for name in names:
        for path in sorted([ROOT / name, *(ROOT / name).rglob("*")]):
            if path.is_file() and path.suffix != ".pyc":
                found.update(f"{path.relative_to(ROOT)} {path.stat().st_size}".encode() + path.read_bytes())
    return found.hexdigest()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """On PostgreSQL, what of which nothing would be run is not even read."""
    within = collection_path.relative_to(ROOT / "tests").parts if collection_path.is_relative_to(ROOT / "tests") else ()
    return True if databases.on_postgresql() and _NOT_READ.intersection(within[:2]) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        asked_for = getattr(item, "fixturenames", ())
        for fixture, marker in (("real_data", "real_data"), ("chromium", "browser")):
            if fixture in asked_for:
                item.add_marker(marker)
        below = item.path.relative_to(ROOT / "tests").parts[0] in _BELOW_THE_RECORD
        if not below and (item.get_closest_marker("django_db") or _OF_THE_RECORD.intersection(asked_for)):
            item.add_marker("record")
    if databases.on_postgresql():
        # What never asks the record cannot differ by where that is kept; what is once is shown there by other tests.
        kept = [item for item in items if item.get_closest_marker("record") and not item.get_closest_marker("once")]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


def lacking(what: str, how_to_get_it: str) -> None:
    """Fails on CI and skips elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} {how_to_get_it}", pytrace=False)
    pytest.skip(f"{what} {how_to_get_it}")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """A folder that holds spend/<body>/raw/…: published files as they were published. Read only."""
    given = os.environ.get("TALLYSTICK_DATA")
    if given:
        if not (Path(given) / "spend").is_dir():
            pytest.fail(f"TALLYSTICK_DATA is {given}, and there is no folder named spend in it.", pytrace=False)
        return Path(given)
    if not ARCHIVE.is_file():
        lacking(
            "There are no real published files here.",
            "Set TALLYSTICK_DATA to a folder that holds spend/<body>/raw/ with each body's files in it, "
            "or put such a folder, packed as spend.tar.xz, in shared/data beside this checkout.",
        )
    return _unpacked(ARCHIVE)


def _unpacked(archive: Path) -> Path:
    """Unpacked once for each content of the archive, outside the checkout, whoever comes first."""
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    folder = Path(tempfile.gettempdir()) / f"tallystick-data-{digest[:16]}"
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            partly = folder.with_suffix(".partly")
            shutil.rmtree(partly, ignore_errors=True)
            with tarfile.open(archive) as packed:
                packed.extractall(partly, filter="data")
            partly.rename(folder)
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium (or Chrome) that browser tests drive."""
    given = os.environ.get("TALLYSTICK_CHROMIUM")
    names = [given] if given else ["chromium", "chromium-browser", "google-chrome", "chrome", "msedge"]
    for name in names:
        found = shutil.which(name)
        if found:
            return Path(found)
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    if not mac.exists():
        lacking(
            "There is no Chromium here.",
            "On Debian or Ubuntu: apt install chromium. Elsewhere install Chrome or Edge, "
            "or set TALLYSTICK_CHROMIUM to the program.",
        )
    return mac


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe, the accessibility checker, to be run in a page: it comes with the npm lock."""
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: object) -> Iterator[Home]:
    """An empty home of this test's own, with a record that commands use which it or the site starts."""
    made = Home(tmp_path / "home")
    made.create()
    for name, value in databases.reserve(made).items():
        monkeypatch.setenv(name, value)
    # Set by the fixture and not by monkeypatch, which would put it back where the fixture has already cleaned up.
    settings.TALLYSTICK_HOME = made  # type: ignore[attr-defined]
    yield made
    databases.forget_record(made)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Before pytest-django brings a worker's database up to date: it is a copy of one that was, or will be made so."""
    with databases.copied_into_memory():
        yield


@pytest.fixture(scope="session")
def tallystick(django_db_blocker: DjangoDbBlocker) -> Iterator[Tallystick]:
    """Runs `tallystick` on a home: tallystick(home, "status") gives what it printed and said."""
    yield Tallystick(django_db_blocker)
    databases.forget_records()


@pytest.fixture
def people(db: None) -> People:
    """People with roles, and browsers and programs that are signed in as them."""
    return People()


@pytest.fixture
def signed_in(people: People) -> Callable[..., Client]:
    """``signed_in("contract_manager", "GB-LAE-LDS")``: a browser of somebody with that role there."""
    return people.client
