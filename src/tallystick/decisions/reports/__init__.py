"""Reports as files: Word and PDF, out of a `Paper`. The same paper gives the same bytes.

`docx_of`, `pdf_of` write; `from_template` fills a council's own document; `public` and `one_page` of the rules make the
version for the public and the one-page summary.
"""

from tallystick.decisions.reports.council_template import PLACEHOLDERS, from_template
from tallystick.decisions.reports.pdf import pdf_of
from tallystick.decisions.reports.word import docx_of

__all__ = ["PLACEHOLDERS", "docx_of", "from_template", "pdf_of"]
