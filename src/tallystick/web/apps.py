"""The site, as Django knows it."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "tallystick.web"
    label = "web"
    verbose_name = "The site"

    def ready(self) -> None:
        """What allauth tells of people signing in is heard from now on."""
        from tallystick.web import signing_log  # noqa: F401
