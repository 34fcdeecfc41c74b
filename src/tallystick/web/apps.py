"""The site, as Django knows it."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "tallystick.web"
    label = "web"
    verbose_name = "The site"
