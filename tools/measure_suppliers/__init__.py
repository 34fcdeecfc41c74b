"""How well suppliers are found: measured on names that somebody else gave company numbers to. Not part of what
ships."""
