"""Suppliers, as Django knows the room."""

from django.apps import AppConfig


class Suppliers(AppConfig):
    name = "tallystick.suppliers"
    label = "suppliers"
    verbose_name = "What people decided about who is who"
