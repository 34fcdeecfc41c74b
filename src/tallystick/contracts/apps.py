"""The room as a Django application."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "tallystick.contracts"
