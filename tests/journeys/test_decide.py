"""A decision between options: three scorers and a moderator, the weight that dethrones the winner, and a record."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tallystick.lake.store.home import Home
from tests import databases
from tests.contracts import governed

from .conftest import Visit, on_every_size, served

pytestmark = pytest.mark.once

SCORES = {
    "Ann": (("8", "4"), ("4", "7"), ("2", "2")),
    "Ben": (("7", "4"), ("6", "6"), ("2", "1")),
    "Cat": (("9", "4"), ("7", "8"), ("3", "3")),
}


@pytest.fixture
def councils(home: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a site where two councils keep registers."""

    def made() -> None:
        with databases.opened(home):
            governed.councils()

    # In a thread of its own: the browser's has a loop in it, in which Django does not work.
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        thread.submit(made).result()
    yield from served(home)


@on_every_size
def test_three_scorers_and_a_moderator_come_to_a_ranking_and_see_what_would_change_it(
    councils: str, visit: Callable[..., Visit]
) -> None:
    here = visit(councils)
    here.go("/decide/")
    here.follow("Start a decision")
    here.press("Start it")
    here.sees("There is a problem")
    here.page.get_by_label("What is to be decided").fill("What comes after the payroll contract")
    here.page.get_by_label("Renew, renegotiate or retender").check()
    here.press("Start it")
    here.follow("Write the options and criteria")
    here.page.get_by_label("Options").fill("Renew\nRetender\nDo without")
    here.page.get_by_label("Criteria").fill("Cost; 60; 0 to 10\nRisk; 40; cheap to dear")
    here.press("Save")
    here.sees("cannot be read")
    here.page.get_by_label("Criteria").fill("Cost; 60; 0 to 10\nRisk; 40; 0 to 10")
    here.page.get_by_label("Which option is business as usual").fill("Renew")
    here.press("Save")
    for name, values in SCORES.items():
        _name(here, "Scores the options", name)
        here.follow(f"Score as {name}", exact=True)
        for option, pair in enumerate(values):
            for criterion, value in enumerate(pair):
                here.page.locator(f"#value-{option}-{criterion}").fill(value)
                here.page.locator(f"#why-{option}-{criterion}").fill("As the market says")
        here.press("Keep these scores")
    here.sees("Retender comes first if the weight of ")
    here.sees("Krippendorff")
    _name(here, "Agrees the scores", "Dee")
    here.follow("Agree the scores as Dee", exact=True)
    here.sees("Ann: 8 (As the market says)")
    here.page.locator("#value-0-0").fill("5")
    here.page.locator("#why-0-0").fill("The new price list")
    here.press("Keep these scores")
    first = here.page.locator("#ranking").locator("xpath=..").locator("tbody tr").first
    assert "Retender" in first.inner_text()
    here.keep_picture("decision")
    here.press("Keep what is known now")
    here.follow("Record 1")
    here.sees("The same figures")
    here.keep_picture("decision-record")


def _name(here: Visit, part: str, name: str) -> None:
    here.follow("Name somebody")
    here.page.get_by_label(part).check()
    here.page.get_by_label("Or their name").fill(name)
    here.press("Save")
