"""Intake, as Django knows it."""

from django.apps import AppConfig


class Intake(AppConfig):
    name = "tallystick.intake"
    label = "intake"
    verbose_name = "What people decided about reading"
