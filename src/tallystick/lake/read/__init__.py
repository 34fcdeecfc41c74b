"""Bytes to sheets of text cells. Uploads are hostile until read: every step is bounded.

Offers: `open_file`.
"""

from tallystick.lake.read.limits import Limits
from tallystick.lake.read.opening import open_file
from tallystick.lake.read.sheet import Opened, PartRefused, Sheet

__all__ = ["Limits", "Opened", "PartRefused", "Sheet", "open_file"]
