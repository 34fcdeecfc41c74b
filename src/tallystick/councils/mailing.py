"""Send somebody the link by which they come in, where e-mail is configured."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

_log = logging.getLogger("tallystick")
_INVITATION = """You are invited to Tallystick, the register of contracts.

Follow this link within seven days. It works once, for you only:

{link}

If you did not expect this, do nothing.
"""
_WAY_BACK = """Follow this link within a day to choose a new password and a new second factor. It works once:

{link}

If you did not ask for it, tell an administrator of your organisation.
"""
_SAID = {
    "invite": ("You are invited to Tallystick", _INVITATION),
    "recover": ("A way back in to Tallystick", _WAY_BACK),
}


def send_link(email: str, link: str, *, purpose: str) -> bool:
    """Whether the link was handed to the mail server. False where there is none, or it would not take it."""
    if not settings.TALLYSTICK_SENDS_EMAIL or purpose not in _SAID:
        return False
    subject, text = _SAID[purpose]
    try:
        EmailMessage(subject, text.format(link=link), to=[email]).send()
    except (OSError, SMTPException) as no:
        # Never the message itself, which holds the link.
        _log.warning("An e-mail could not be sent: %s", type(no).__name__)
        return False
    return True
