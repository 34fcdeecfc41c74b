"""Categories, as Django knows the room."""

from django.apps import AppConfig


class Categories(AppConfig):
    name = "tallystick.categories"
    label = "categories"
    verbose_name = "What people decided about what was bought"
