"""Keep secrets that stand in addresses out of what is logged."""

import logging
import re
from typing import Any

_SECRET = re.compile(r"(/(?:calendar|in)/)[A-Za-z0-9_-]{20,}")
"""A private calendar's, and that of a link by which somebody comes in."""
_SHOWN = r"\1…"


class HideSecrets(logging.Filter):
    """Puts a sign in the place of each secret in a line of a log, whatever of it the secret stands in."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: a line is changed, never left out."""
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(one) for one in record.args)
        elif isinstance(record.args, dict):
            record.args = {name: _hidden(one) for name, one in record.args.items()}
        return True


def _hidden(said: Any) -> Any:
    return _SECRET.sub(_SHOWN, said) if isinstance(said, str) else said
