import pytest

from tallystick.lake.read.dialect import dialect_of

HEADER = ["Body", "Date", "Supplier", "Description", "Amount"]
ROWS = [["Anytown", "01/02/2024", "Smith, Jones & Co", "Desks; chairs | lamps", "1,234.50"] for _ in range(30)]


@pytest.mark.parametrize(("delimiter", "format"), [(",", "csv"), ("\t", "tsv"), (";", "semicolon"), ("|", "pipe")])
def test_each_delimiter_is_found_though_the_cells_hold_the_others(delimiter: str, format: str) -> None:
    def cell(text: str) -> str:
        return f'"{text}"' if delimiter in text else text

    text = "\n".join(delimiter.join(map(cell, row)) for row in [HEADER, *ROWS]).encode()
    found = dialect_of(text)
    assert (found.delimiter, found.format, found.width) == (delimiter, format, 5)


def test_a_semicolon_file_with_decimal_commas() -> None:
    text = b"Name;Date;Net;VAT\n" + b"Ann Ltd;01.02.2024;12,50;2,50\n" * 20
    assert dialect_of(text).format == "semicolon"
    assert dialect_of(b"Name;Net\n" + b"Ann Ltd;12,50\n" * 20).format == "semicolon"


def test_a_long_preamble_does_not_decide() -> None:
    preamble = b"SELECT supplier; FROM payments; -- all of it; really\n" * 90
    assert dialect_of(preamble + b"a,b,c,d\n" + b"Smith,01/02/2024,5.00,x\n" * 200).delimiter == ","


def test_titles_with_commas_over_a_tab_separated_table() -> None:
    text = b"Payments over 500, April, May, June\nNotes, as agreed, below\n" + b"a\tb\tc\td\te\n" * 10
    assert dialect_of(text).format == "tsv"


def test_one_column_of_free_text_is_not_parted() -> None:
    text = b"Supplier\n" + b"Smith Ltd\nJones Ltd\nSmith, Jones and Co\nBrown Ltd\n" * 10
    found = dialect_of(text)
    assert (found.format, found.width) == ("csv", 1)
    assert found.delimiter != ","


def test_excel_may_be_told_the_delimiter() -> None:
    assert dialect_of(b"sep=;\na,b;c\na,b;c\n").delimiter == ";"


def test_a_stray_quote_in_the_sample_does_not_decide() -> None:
    text = b"a,b,c,d,e\n" + b'1,"open,3,4,5\n' + b"1,2,3,4,5\n" * 50
    assert (dialect_of(text).delimiter, dialect_of(text).width) == (",", 5)


def test_records_over_many_lines_do_not_mislead_about_width() -> None:
    text = b"a,b,c,d,e,f\n" + b'1,2,"x\ny\nz",4,5,6\n' * 20
    assert dialect_of(text).width == 6


@pytest.mark.parametrize("text", [b"", b"\n\n\n", b"word", b",,,,\n,,,,\n"])
def test_a_text_with_next_to_nothing_has_some_dialect(text: bytes) -> None:
    assert dialect_of(text).format == "csv"
