"""What the site is doing since it was started, for pages to say."""

import threading

following = threading.Event()
"""Set while figures are brought up to date with what was decided."""
