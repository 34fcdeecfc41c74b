"""What of a page is checked, and which pages are taken for alike: no fault may hide in what is passed over."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .conftest import ALIKE, RULES

PALE = "<style>.heat--9 {color: #ddd}</style>"
ROW = "<tr id=r{n}><td><a href=/{n}>Said {n}</a></td><td class=heat--1><input aria-label='Of {n}' value={n}></td></tr>"


@pytest.fixture
def shown(browser: Browser, axe: str) -> Iterator[Callable[..., Page]]:
    """Shows a page with this in its main part."""
    page = browser.new_page()

    def show(main: str) -> Page:
        page.set_content(f"<!doctype html><html lang=en><title>T</title>{PALE}<main><h1>H</h1>{main}</main>")
        page.evaluate(axe)
        page.evaluate(ALIKE)
        return page

    yield show
    page.close()


def table(*rows: str) -> str:
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def faults(page: Page) -> list[str]:
    found: dict[str, Any] = page.evaluate("rules => faults(rules)", RULES)
    return [one["id"] for one in found["violations"]]


def built(page: Page) -> str:
    return str(page.evaluate("builtLike().built"))


def test_rows_that_are_built_alike_are_checked_three_times_and_put_back(shown: Callable[..., Page]) -> None:
    page = shown(table(*[ROW.format(n=n) for n in range(1, 60)]) + "<input id=here aria-label=Here>")
    page.focus("#here")
    page.evaluate("document.querySelector('#r50 input').value = 'typed'")
    before = page.content()
    assert page.evaluate("builtLike().more.length") == 56
    scrolled = page.evaluate("scrollY")
    assert faults(page) == []
    assert page.content() == before
    assert page.evaluate("[document.activeElement.id, document.querySelector('#r50 input').value, scrollY]") == [
        "here", "typed", scrolled,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("good", "bad", "rule"),
    [
        ("aria-label='Of 50'", "", "label"),
        ("Said 50", "", "link-name"),
        ("<td class=heat--1><input", "<td style='color:#999;background:#aaa'>Pale <input", "color-contrast"),
        ("<td class=heat--1><input", "<td class=heat--9>Pale <input", "color-contrast"),
        ("<td class=heat--1><input", "<td><img src=x><input", "image-alt"),
        ("<td class=heat--1><input", "<td role=nothing><input", "aria-roles"),
    ],
)
def test_a_row_with_a_fault_is_built_otherwise_and_is_checked(
    shown: Callable[..., Page], good: str, bad: str, rule: str
) -> None:
    rows = [ROW.format(n=n) for n in range(1, 60)]
    whole = built(shown(table(*rows)))
    assert good in rows[49]
    rows[49] = rows[49].replace(good, bad)
    page = shown(table(*rows))
    assert built(page) != whole
    assert rule in faults(page)


def test_an_option_that_is_chosen_stays_so(shown: Callable[..., Page]) -> None:
    page = shown("<label>L <select>" + "".join(f"<option value={n}>{n}" for n in range(9)) + "</select></label>")
    page.select_option("select", "7")
    faults(page)
    assert page.input_value("select") == "7"


def test_words_numbers_and_how_many_make_no_difference_and_what_names_what_does(shown: Callable[..., Page]) -> None:
    field = "<label for=a1>{0}</label><input id={1} name=n{2} value='{0}'>"
    one = built(shown(field.format("Words", "a1", 7) + table(*[ROW.format(n=n) for n in (4, 5, 6, 7)])))
    assert one == built(shown(field.format("Others", "a1", 7) + table(*[ROW.format(n=n) for n in (4, 5, 6, 7, 8, 9)])))
    assert one != built(shown(field.format("Words", "a2", 7) + table(*[ROW.format(n=n) for n in (4, 5, 6, 7)])))
    assert one != built(shown(field.format("", "a1", 7) + table(*[ROW.format(n=n) for n in (4, 5, 6, 7)])))
