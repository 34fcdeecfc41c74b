"""The directories by which people may sign in."""

from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def directories() -> list[dict[str, Any]]:
    """Each with provider_id and name."""
    return list(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
