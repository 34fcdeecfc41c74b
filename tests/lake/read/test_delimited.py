import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tallystick.kit.errors import Refused
from tallystick.lake.read.delimited import careful_grid, fast_grid, grid_of
from tallystick.lake.read.dialect import Dialect, dialect_of
from tallystick.lake.read.grid import Grid
from tallystick.lake.read.limits import Limits

LIMITS = Limits()
COMMA = Dialect(",", "csv", 3, 1.0)


def rows(grid: Grid) -> list[tuple[str | None, ...]]:
    return grid.cells.rows()


def read(text: str, dialect: Dialect | None = None, limits: Limits = LIMITS) -> Grid:
    return grid_of(text.encode(), dialect or dialect_of(text.encode()), limits)


CELL = st.one_of(
    st.sampled_from(["", "", "a", "Smith", "12.50", "01/02/2024", '"', '""', "£", " ", "x y", ";", "\t"]),
    st.text(st.sampled_from('ab1,;"\n\r é'), max_size=6),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A delimited text: written properly, or thrown together, with blank lines and rows of any length."""
    delimiter = draw(st.sampled_from([",", ";", "\t", "|"]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r", "mixed"]))
    tidy = draw(st.booleans())
    lines = []
    for record in draw(st.lists(st.lists(CELL, max_size=6), max_size=12)):
        if tidy:
            out = io.StringIO()
            csv.writer(out, delimiter=delimiter, lineterminator="").writerow(record)
            line = out.getvalue()
        else:
            line = delimiter.join(record)
        lines.append(line)
        lines.append(draw(st.sampled_from(["\n", "\r\n", "\r"])) if end == "mixed" else end)
    if lines and draw(st.booleans()):
        lines.pop()
    return "".join(lines)


@settings(max_examples=150)
@given(texts(), st.sampled_from([",", ";", "\t", "|"]), st.integers(1, 6), st.sampled_from([1, 8, 1000]))
@example('a,""\n""\n', ",", 2, 1)
@example("a\n\n\nb", ",", 1, 1)
@example('"a""b","x\r\ny"\r\n', ",", 2, 1)
@example('x,"1,234\n5,678",y\n', ",", 3, 1000)
@example("\n", ",", 1, 1)
@example(",,,\n,,,\n", ",", 3, 1000)
def test_the_fast_way_reads_what_the_careful_way_reads(text: str, delimiter: str, width: int, piece_bytes: int) -> None:
    dialect = Dialect(delimiter, "csv", width, 1.0)
    fast = fast_grid(text.encode(), dialect, LIMITS, piece_bytes=piece_bytes)
    if fast is not None:
        careful = careful_grid(text.encode(), dialect, LIMITS)
        assert fast.cells.schema == careful.cells.schema
        assert rows(fast) == rows(careful)
        assert fast.lines.to_list() == careful.lines.to_list()


@given(st.lists(st.lists(st.text(st.sampled_from('ab,"\n é1'), max_size=5), min_size=1, max_size=5), min_size=1))
def test_what_the_csv_module_writes_is_read_back_by_the_fast_way(records: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(records)
    grid = fast_grid(out.getvalue().encode(), Dialect(",", "csv", 1, 1.0), LIMITS)
    assert grid is not None
    width = grid.cells.width
    for read_back, written in zip(rows(grid), records, strict=True):
        padded = [*written, *[""] * width]
        assert [cell or "" for cell in read_back] == padded[:width]
        assert not any(padded[width:])


@given(texts())
def test_every_line_is_in_exactly_one_record(text: str) -> None:
    grid = read(text)
    lines = list(io.StringIO(text, newline=""))
    starts = grid.lines.to_list()
    assert starts == sorted(set(starts))
    assert len(starts) <= len(lines)
    if lines:
        assert starts[0] == 1
        assert starts[-1] <= len(lines)


@given(texts())
def test_no_text_is_lost(text: str) -> None:
    """Letters and digits come out as often as they went in, whatever the quotes and line ends do."""
    dialect = dialect_of(text.encode())
    said = "".join(cell or "" for row in rows(read(text, dialect)) for cell in row)
    for character in "ab1é£":
        assert said.count(character) == text.count(character)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    grid = read(end.join(["a,b,c", "1,,3", "", ",,", '4,"5",6']) + end, COMMA)
    assert rows(grid) == [("a", "b", "c"), ("1", None, "3"), (None,) * 3, (None,) * 3, ("4", "5", "6")]
    assert grid.lines.to_list() == [1, 2, 3, 4, 5]


def test_mixed_line_ends() -> None:
    grid = read("a,b,c\r\n1,2,3\n4,5,6\r7,8,9", COMMA)
    assert rows(grid) == [("a", "b", "c"), ("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9")]
    assert grid.lines.to_list() == [1, 2, 3, 4]


def test_a_record_over_several_lines_starts_where_it_starts() -> None:
    text = 'a,b,c\n1,"line one\r\nline two\n\nline four",3\n4,5,6\n'
    for grid in (fast_grid(text.encode(), COMMA, LIMITS), careful_grid(text.encode(), COMMA, LIMITS)):
        assert grid is not None
        assert rows(grid)[1] == ("1", "line one\r\nline two\n\nline four", "3")
        assert grid.lines.to_list() == [1, 2, 6]


def test_short_long_and_padded_rows() -> None:
    grid = read("a,b,c\n1\n1,2,3,4,5\n1,2,3,,,,,\n", COMMA)
    assert grid.cells.columns == ["c0", "c1", "c2", "c3", "c4"]
    assert rows(grid)[1] == ("1", None, None, None, None)
    assert rows(grid)[2] == ("1", "2", "3", "4", "5")


def test_a_quote_never_closed_takes_one_line_only() -> None:
    body = "".join(f"Supplier {i},0{i % 9 + 1}/02/2024,1{i}.50,x\n" for i in range(300))
    text = f'name,date,amount,note\n{body}Ann "The" Co,01/01/2024,"9.99,y\n{body}'
    grid = read(text)
    assert grid.cells.height == 602
    assert rows(grid)[301] == ('Ann "The" Co', "01/01/2024", '"9.99', "y")
    assert grid.lines.to_list() == list(range(1, 603))


def test_two_quotes_that_swallow_the_rows_between_them_do_not() -> None:
    rows_between = "".join(f"Supplier {i},01/02/2024,1{i}.50,x\n" for i in range(3))
    text = f'name,date,amount,note\nAnn,01/01/2024,9.99,"y\n{rows_between}Bob,01/01/2024,8.88,z"\nCat,1/1/2024,7.77,w\n'
    grid = read(text)
    assert grid.cells.height == 7
    assert rows(grid)[1] == ("Ann", "01/01/2024", "9.99", '"y')
    assert rows(grid)[5] == ("Bob", "01/01/2024", "8.88", 'z"')


def test_an_address_over_lines_is_one_cell() -> None:
    text = (
        "name,address,date,amount\n"
        + 'Ann,"1 High St, Leeds, Yorks, UK\nUnit 2, The Mill, Leeds, UK\nUK",1/2/2024,5.00\n' * 9
    )
    assert read(text).cells.height == 10


def test_a_file_of_stray_quotes_does_not_take_the_square_of_its_length() -> None:
    text = 'a "b","c\n' * 20_000
    assert read(text, Dialect(",", "csv", 2, 1.0)).cells.height == 20_000


def test_trailing_empty_columns_are_dropped_and_ten_thousand_full_ones_refused() -> None:
    assert read("a,b\n" + "1,2" + "," * 16_382 + "\n").cells.width == 2
    assert read(("a,b" + "," * 16_382 + "\n") * 50).cells.width == 2
    with pytest.raises(Refused, match="Line 2 has 10,000 columns"):
        read("a,b\n" + ",".join("x" * 10_000) + "\n")


@pytest.mark.parametrize("note", ["x" * 2000, '"' + "x\n" * 800 + '"'])
def test_a_cell_that_is_too_long_is_named(note: str) -> None:
    limits = Limits(cell_bytes=1000)
    text = f"a,b,c\n1,2,3\n4,{note},6\n"
    if note.startswith('"'):
        text = text.replace("x\n", "x ")
    with pytest.raises(Refused, match="line 3, column B"):
        read(text, COMMA, limits)


def test_a_ten_megabyte_cell_is_refused() -> None:
    with pytest.raises(Refused, match=r"holds 10 MB of text"):
        read("a,b,c\n1," + "x" * 10 * 1024 * 1024 + ",3\n", COMMA)


def test_an_empty_text_has_no_rows() -> None:
    assert read("").cells.height == 0
