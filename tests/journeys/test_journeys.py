"""What a finance analyst does with the site, in a browser, on a desk and on a phone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import Visit, on_every_size

pytestmark = pytest.mark.once

LEEDS = """Leeds City Council: payments over £500,,,,,,
Produced by finance systems,,,,,,
Body,Directorate,Supplier,Pay Date,Net Amount,Narrative,Ref
Leeds City Council,Highways,Oakhollow Networks Ltd,03/04/2024,"£1,200.00",Broadband,L1
Leeds City Council,Highways,Brindle & Sons,31/04/2024,£750.50,Repairs,L2
Leeds City Council,Care,Tarn Software,17/04/2024,(310.25),Licences,L3
Leeds City Council,Care,Tarn Software,19/04/2024,n/k,Licences,L4
,,,Total,"£1,640.25",,
"""
NEXT_MONTH = LEEDS.replace("/04/2024", "/05/2024").replace("31/05/2024", "30/05/2024").replace(",L", ",M")

Begin = Callable[[str], Visit]


@pytest.fixture
def spend(tmp_path: Path) -> Path:
    path = tmp_path / "leeds-april-2024.csv"
    path.write_text(LEEDS, encoding="utf-8")
    return path


def upload(visit: Visit, *paths: Path) -> None:
    """Uploads files and waits for what became of them."""
    if visit.size == "phone":
        assert not visit.page.get_by_role("link", name="Upload", exact=True).is_visible()
        visit.page.get_by_text("Menu", exact=True).press("Enter")
        visit.check()
    visit.follow("Upload", exact=True)
    visit.page.get_by_label("Files").set_input_files(paths)
    visit.page.get_by_role("button", name="Upload and read").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(
        re.compile("What became of|The files were not read"), timeout=60_000
    )
    visit.check()


def test_first_visit(site: str, visit: Begin) -> None:
    here = visit(site)
    here.go("/")
    here.sees("Nothing is loaded yet")
    here.follow("Upload your first files")
    here.press("Upload and read")
    here.sees("There is a problem")
    here.sees("Choose one or more files")
    for path in ("/spend/payments/", "/files/", "/quarantine/", "/decisions/"):
        here.go(path)


def test_a_visit_to_the_demonstration(demonstration: str, visit: Begin) -> None:
    here = visit(demonstration)
    here.go("/")
    assert "made up" in here.page.locator("header").inner_text()
    here.keep_picture("home")
    here.follow("Spend", exact=True)
    here.open(here.page.locator("tbody th a").first)
    here.sees("Suppliers that were paid most")
    for tab in ("Suppliers", "Months", "Departments", "Payments"):
        here.go("/spend/organisations/")
        here.follow(tab, exact=True)
        if tab == "Suppliers":
            here.keep_picture("suppliers")
    here.page.get_by_label("Description contains").fill("software")
    here.press("Show")
    here.sees("payments")
    here.follow("Amount", exact=True)
    assert here.page.locator("th[aria-sort=descending]").inner_text().startswith("Amount")
    here.go("/files/")
    here.keep_picture("files")
    here.go("/quarantine/")
    here.keep_picture("quarantine")
    here.open(here.page.locator("tbody td a").first)
    here.go("/files/?outcome=held")
    here.open(here.page.locator("tbody th a").first)
    here.follow("See what differs")
    here.keep_picture("comparison")


def test_a_file_is_loaded_and_a_figure_followed_to_its_line(site: str, visit: Begin, spend: Path) -> None:
    here = visit(site)
    here.go("/")
    upload(here, spend)
    here.sees("Loaded")
    here.follow("See where the money goes")
    here.sees("2 payments from 1 publisher")
    here.go("/spend/suppliers/")
    here.sees("£1,200.00")
    here.follow("Oakhollow Networks Ltd")
    here.follow("1 payment", within=here.page.locator("main"))
    here.follow("3 April 2024")
    here.sees("£1,200.00 to Oakhollow Networks Ltd")
    here.sees("line 4")
    here.sees("The line itself, as published")
    assert here.page.locator("main").get_by_text("03/04/2024", exact=True).is_visible()
    here.keep_picture("payment")
    here.follow("leeds-april-2024.csv")
    here.sees("adds up")
    here.sees("to the penny")
    here.keep_picture("file")
    here.follow("Furniture", exact=True)
    here.sees("Leeds City Council: payments over £500")


def test_a_mapping_is_corrected_and_the_next_file_is_read_right(
    site: str, visit: Begin, spend: Path, tmp_path: Path
) -> None:
    here = visit(site)
    here.go("/")
    upload(here, spend)
    here.follow("leeds-april-2024.csv")
    here.follow("Columns", exact=True)
    here.page.get_by_label("What the column Ref is").select_option(label="Contract reference")
    here.page.get_by_label(re.compile("Every file of Leeds City Council")).check()
    here.page.get_by_label("Why (optional)").fill("Leeds puts its contract numbers there")
    here.keep_picture("columns")
    here.press("Save and read again")
    here.sees("1 column was changed for every file of this publisher")
    after = tmp_path / "leeds-may-2024.csv"
    after.write_text(NEXT_MONTH, encoding="utf-8")
    upload(here, after)
    here.follow("leeds-may-2024.csv")
    here.follow("Columns", exact=True)
    expect(here.page.get_by_label("What the column Ref is")).to_have_value("contract_reference")
    here.follow("Decisions", exact=True)
    here.sees("Leeds puts its contract numbers there")
    here.press("Undo")
    here.sees("The decision was undone")
    here.follow("Columns", exact=True)
    expect(here.page.get_by_label("What the column Ref is")).not_to_have_value("contract_reference")


@on_every_size
def test_a_quarantined_row_is_released_and_another_mended(site: str, visit: Begin, spend: Path) -> None:
    here = visit(site)
    here.go("/")
    upload(here, spend)
    here.follow("leeds-april-2024.csv")
    here.follow("Quarantine", exact=True, within=here.page.get_by_role("navigation", name="This file"))
    here.sees("Date not readable")
    here.sees("Amount not readable")
    here.page.get_by_label("Choose line 7").check()
    here.press("Release the chosen rows")
    here.sees("The amount cannot be read at line 7")
    with here.arriving():
        here.page.go_back()
    here.page.get_by_label("Choose line 7").uncheck()
    here.page.get_by_label("Choose line 5").check()
    here.press("Release the chosen rows")
    here.sees("1 row was released")
    here.follow("Mend line 7")
    here.page.get_by_label(re.compile("Net Amount")).fill("£85.00")
    here.press("Save and read again")
    here.sees("no longer in quarantine")
    here.sees("£85.00 to Tarn Software")
    here.sees("Below is the line as it was published")
    here.go("/")
    here.sees("4 payments from 1 publisher")
    assert here.page.get_by_text("rows in quarantine").is_visible()
    here.go("/decisions/")
    here.sees("Released a row")
    here.sees("Mended a row")


def test_a_pdf_is_refused_with_what_to_do(site: str, visit: Begin, tmp_path: Path) -> None:
    here = visit(site)
    path = tmp_path / "spend-over-500.csv"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
    here.go("/")
    upload(here, path)
    here.sees("Refused")
    here.sees("PDF")
    here.follow("spend-over-500.csv")
    here.sees("This file was refused")
    here.sees("Ask the publisher")
    for tab in ("Columns", "Quarantine", "Furniture", "Decisions"):
        here.follow(tab, exact=True, within=here.page.get_by_role("navigation", name="This file"))
    here.go("/")


def test_a_long_list_is_read_by_keyboard(demonstration: str, visit: Begin) -> None:
    here = visit(demonstration)
    here.go("/spend/payments/")
    here.page.keyboard.press("Tab")
    assert here.page.evaluate("document.activeElement.textContent") == "Skip to main content"
    here.page.keyboard.press("Enter")
    here.page.get_by_label("Supplier contains").focus()
    here.page.keyboard.type("a")
    with here.arriving():
        here.page.keyboard.press("Enter")
    assert "name=a" in here.page.url
    here.page.get_by_role("link", name="Next page").focus()
    with here.arriving():
        here.page.keyboard.press("Enter")
    assert "page=2" in here.page.url
    assert "name=a" in here.page.url
