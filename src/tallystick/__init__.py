"""Tallystick: the shared contract register and category-management system for UK local-government ICT."""

__version__ = "0.1.0"
