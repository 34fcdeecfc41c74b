"""The room as a Django application."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "tallystick.decisions"
