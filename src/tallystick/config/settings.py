"""Django's settings: one laptop, one home folder, nothing sent anywhere.

What an installation may change is read from the environment: TALLYSTICK_HOME (where everything is kept), DATABASE_URL
(the PostgreSQL that holds the record in place of the home's own SQLite),
TALLYSTICK_ALLOWED_HOSTS (names the site answers to, beside this machine's own, separated by commas) and
TALLYSTICK_DEBUG (developers only).
"""

import os

from django.utils.functional import lazy

from tallystick.config.databases import record_database
from tallystick.config.secret import secret_key
from tallystick.lake.store.home import Home

TALLYSTICK_HOME = Home.find()

DEBUG = os.environ.get("TALLYSTICK_DEBUG") == "1"
# Looked up only when something is signed, so that reading the settings writes nothing.
SECRET_KEY = lazy(lambda: secret_key(TALLYSTICK_HOME.root), str)()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] + [
    name.strip() for name in os.environ.get("TALLYSTICK_ALLOWED_HOSTS", "").split(",") if name.strip()
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "tallystick.councils",
    "tallystick.intake",
    "tallystick.suppliers",
    "tallystick.categories",
    "tallystick.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tallystick.web.middleware.SecurityHeaders",
    "tallystick.web.middleware.PlainRefusals",
]
ROOT_URLCONF = "tallystick.config.urls"
WSGI_APPLICATION = "tallystick.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tallystick.web.context.site",
            ],
            "builtins": ["tallystick.web.templatetags.officers"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": record_database(os.environ.get("DATABASE_URL", ""), TALLYSTICK_HOME)}
AUTH_USER_MODEL = "councils.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
# Served from the installed package: nothing to collect, nothing to keep in step.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "tallystick.web.views.errors.form_not_ours"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# One upload at a time is streamed to disk; a form with thousands of rows to mend is not one that we send.
TALLYSTICK_UPLOAD_BYTES = 512 * 1024 * 1024
TALLYSTICK_UPLOAD_FILES = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 5 * TALLYSTICK_UPLOAD_FILES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "tallystick.web.uploading.BoundedUpload",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "tallystick": {"handlers": ["stderr"], "level": "INFO"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
