"""Open the record of one home before anything else: for commands, scripts and the site's own start."""

import os

import django
from django.core.management import call_command

from tallystick.lake.store.home import Home


def open_record(home: Home) -> None:
    """Makes Django ready on `home` and brings its record up to date with this version, making it if there is none.

    To be called once in a process, before anything of `intake` is imported.
    """
    home.create()
    os.environ["TALLYSTICK_HOME"] = str(home.root)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
