"""How e-mail is sent: by the SMTP server that the environment names, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from tallystick.kit.errors import Refused

WHAT_IT_SAYS = (
    "It should be as smtp://USER:PASSWORD@HOST:587 (encrypted by STARTTLS), smtps://… (encrypted from the start) or "
    "smtp+plain://HOST:25 (not encrypted)."
)
_SCHEMES = {"smtp": ("starttls", 587), "smtps": ("tls", 465), "smtp+plain": ("plain", 25)}


@dataclass(frozen=True)
class Mail:
    """An SMTP server. sends: whether there is one. how: ``starttls``, ``tls`` or ``plain``."""

    sends: bool
    sender: str
    how: str = ""
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""


def mail_settings(environment: Mapping[str, str]) -> Mail:
    """The server that EMAIL_URL names, and TALLYSTICK_EMAIL_FROM for the sender.

    Raises Refused, never repeating the URL, which holds a password, where it cannot be read.
    """
    url = environment.get("EMAIL_URL", "").strip()
    sender = environment.get("TALLYSTICK_EMAIL_FROM", "").strip() or "tallystick@localhost"
    if not url:
        return Mail(False, sender)
    try:
        parts = urlsplit(url)
        how, usual_port = _SCHEMES[parts.scheme]
        host, port = parts.hostname, parts.port or usual_port
    except (ValueError, KeyError):
        host = None
    if not host:
        # Said without its cause, which may repeat the URL.
        raise Refused("EMAIL_URL cannot be read.", what_to_do=WHAT_IT_SAYS) from None
    return Mail(True, sender, how, host, port, unquote(parts.username or ""), unquote(parts.password or ""))
