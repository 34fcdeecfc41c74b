"""Tables of a page, as tests read them."""

from re import DOTALL, findall, sub


def table(page: str, key: str) -> list[list[str]]:
    """The rows of the table with that caption, cell by cell."""
    [one] = findall(rf'<caption[^>]*id="{key}".*?</table>', page, DOTALL)
    rows = findall(r"<tr.*?</tr>", one, DOTALL)
    return [[sub(r"<.*?>", "", cell).strip() for cell in findall(r"<t[hd].*?</t[hd]>", row, DOTALL)] for row in rows]
