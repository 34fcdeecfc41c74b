"""A report as one HTML page, from which the PDF is made. Everything is escaped; it names nothing outside it."""

from html import escape

from tallystick.decisions.rules.paper import (
    EVIDENCE,
    Block,
    Bullets,
    Cell,
    Paper,
    Paragraph,
    Picture,
    Table,
    evidence,
    numbered,
    shown,
)

STYLE = """
@page { size: A4; margin: 20mm 20mm 22mm; @bottom-center { content: counter(page) " of " counter(pages);
  font: 9pt "Liberation Sans", Arial, "DejaVu Sans", sans-serif; } }
body { font: 11pt/1.4 "Liberation Sans", Arial, "DejaVu Sans", sans-serif; color: #0b0c0c; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 6mm; }
h2 { font-size: 14pt; margin: 7mm 0 2mm; break-after: avoid; }
.facts { margin: 0 0 4mm; } .facts p { margin: 0 0 1mm; }
.classification { border: 1pt solid #0b0c0c; padding: 2mm 3mm; font-weight: bold; }
.numbered { padding-left: 13mm; text-indent: -13mm; margin: 0 0 2.5mm; }
.n { display: inline-block; width: 13mm; text-indent: 0; }
ul { margin: 0 0 3mm 13mm; padding-left: 5mm; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; margin: 2mm 0 5mm; }
caption { text-align: left; font-weight: bold; padding-bottom: 1mm; }
th, td { border: .5pt solid #8a8f91; padding: 1mm 1.5mm; vertical-align: top; text-align: left; }
th, td { overflow-wrap: break-word; }
thead th { background: #e6ecec; } tr { break-inside: avoid; } .total { font-weight: bold; }
.whole { break-inside: avoid; } .short { white-space: nowrap; }
td.f { text-align: right; } .e { font-size: 7pt; color: #3b4447; white-space: nowrap; }
figure { margin: 2mm 0 3mm; break-inside: avoid; } img { width: 100%; } figcaption { font-weight: bold; }
"""
_ONE_PAGE = (
    "body { font-size: 10pt; line-height: 1.3; } h1 { font-size: 16pt; } h2 { font-size: 12pt; margin-top: 4mm; }"
)

EVIDENCE_WIDTHS = (8, 22, 70)
"""Per cent of the page that each column of the appendix takes."""
_SHORT, _FEW_ROWS = 16, 15


def html_of(paper: Paper, *, whole: bool = True) -> tuple[str, tuple[Picture, ...]]:
    """The page, and the pictures that it names as ``picture:0`` and so on. whole: with the appendix of evidence."""
    page = _Page(paper, whole)
    style = STYLE if whole else STYLE + _ONE_PAGE
    text = (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(paper.title)}</title>'
        f'<meta name="author" content="{escape(paper.author)}"><style>{style}</style></head>'
        f"<body>{page.body()}</body></html>"
    )
    return text, tuple(page.pictures)


def shade(at: float) -> str:
    """The ground of a shaded cell, as RRGGBB: from pale to a red on which black text can be read."""
    ends = ((0xEA, 0xF3, 0xF1), (0xF7, 0xD9, 0x8B), (0xEE, 0x9C, 0x86))
    low, high, part = (*ends[:2], at * 2) if at <= 1 / 2 else (*ends[1:], at * 2 - 1)
    return "".join(f"{round(a + (b - a) * part):02X}" for a, b in zip(low, high, strict=True))


def facts(paper: Paper) -> list[tuple[str, str]]:
    """What stands below the title: name and value, of those that are known."""
    said = (
        ("Reference", paper.reference),
        ("Body", paper.body),
        ("Meeting", paper.meeting),
        ("Date", paper.date),
        ("Report author", paper.author),
    )
    return [(name, value or "Not given") for name, value in (*said, *paper.facts)]


class _Page:
    def __init__(self, paper: Paper, whole: bool) -> None:
        self.paper, self.whole = paper, whole
        self.pictures: list[Picture] = []

    def body(self) -> str:
        said = [f"<h1>{escape(self.paper.title)}</h1>"]
        if self.whole:
            lines = "".join(f"<p>{name}: {escape(value)}</p>" for name, value in facts(self.paper))
            said.append(f'<div class="facts">{lines}</div>')
        said.append(f'<p class="classification">{escape(self.paper.classification)}</p>')
        for number, section in numbered(self.paper):
            said.append(f"<h2>{number} {escape(section.heading)}</h2>")
            said.append(self.blocks(number, section.blocks))
        if self.whole and self.paper.figures:
            tables = "".join(self.table(one, anchors=True) for one in evidence(self.paper))
            said.append(f"<h2>{EVIDENCE}</h2>{tables}")
        return "".join(said)

    def blocks(self, number: int, blocks: tuple[Block, ...]) -> str:
        said, place = [], 0
        for block in blocks:
            if isinstance(block, Paragraph):
                place += 1
                runs = self.runs(block)
                said.append(f'<p class="numbered"><span class="n">{number}.{place}</span>{runs}</p>')
            elif isinstance(block, Bullets):
                said.append("<ul>" + "".join(f"<li>{self.runs(one)}</li>" for one in block.items) + "</ul>")
            elif isinstance(block, Table):
                said.append(self.table(block))
            else:
                said.append(self.picture(block))
        return "".join(said)

    def picture(self, picture: Picture) -> str:
        self.pictures.append(picture)
        title, alt = escape(picture.title), escape(picture.alt)
        image = f'<img src="picture:{len(self.pictures) - 1}" alt="{alt}">'
        return f"<figure><figcaption>{title}</figcaption>{image}</figure>{self.table(picture.table)}"

    def table(self, table: Table, *, anchors: bool = False) -> str:
        head = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.header)
        rows = []
        for row in table.rows:
            first, *rest = row.cells
            name = f' id="{escape(first.text)}"' if anchors else ""
            cells = f'<th scope="row"{name}>{self.cell(first)}</th>'
            cells += "".join(f"<td{self.kind(one)}>{self.cell(one)}</td>" for one in rest)
            rows.append(f"<tr{' class=total' * row.total}>{cells}</tr>")
        widths = "".join(f'<col style="width: {share}%">' for share in EVIDENCE_WIDTHS) if anchors else ""
        head = f"<caption>{escape(table.caption)}</caption>{widths}<thead><tr>{head}</tr></thead>"
        together = " class=whole" * (len(rows) < _FEW_ROWS)
        return f"<div{together}><table>{head}<tbody>{''.join(rows)}</tbody></table></div>"

    def kind(self, cell: Cell) -> str:
        short = " short" * (len(shown(cell, self.paper)) < _SHORT)
        ground = f' style="background: #{shade(cell.shade)}"' if cell.shade is not None else ""
        return f' class="{"f" * bool(cell.figure)}{short}"{ground}'

    def cell(self, cell: Cell) -> str:
        return escape(shown(cell, self.paper)) + (self.label(cell.figure) if cell.figure else "")

    def runs(self, block: Paragraph) -> str:
        said = []
        if block.exempt and not self.paper.open:
            said.append("[Exempt] ")
        for run in block.runs:
            if isinstance(run, str):
                said.append(escape(run))
            else:
                shown_ = escape(self.paper.figure(run.id).shown)
                said.append(f'<span class="short">{shown_}</span>{self.label(run.id)}')
        return "".join(said)

    def label(self, name: str) -> str:
        label = self.paper.label(name)
        inside = f'<a href="#{label}">{label}</a>' if self.whole else label
        return f' <span class="e">[{inside}]</span>'
