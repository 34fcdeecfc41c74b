"""The site as a WSGI application: `tallystick serve` and any other server start it from here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
application = get_wsgi_application()
