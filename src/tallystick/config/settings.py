"""Django's settings: one laptop, one home folder, nothing sent anywhere.

What an installation may change is read from the environment:
TALLYSTICK_HOME (where everything is kept), DATABASE_URL (the PostgreSQL that holds the record in place of the home's
own SQLite), TALLYSTICK_ALLOWED_HOSTS (names the site answers to, beside this machine's own, separated by commas),
TALLYSTICK_TEAM (1: for several people, who are invited; 0: for its owner, who is let in by a link; unless it is said, a
record in PostgreSQL is a team's), TALLYSTICK_ADDRESS (the site's own, for links), TALLYSTICK_HTTPS (1: it stands behind
a proxy on this machine that speaks HTTPS), TALLYSTICK_SCANNER (a command that looks for viruses in documents),
TALLYSTICK_SECOND_FACTOR (optional: it is not asked for), EMAIL_URL and TALLYSTICK_OIDC_… (`config.mail` and
`config.directories` say how), and TALLYSTICK_DEBUG (developers only).
"""

import hashlib
import os

from django.utils.functional import lazy

from tallystick.config.databases import record_database
from tallystick.config.directories import directories
from tallystick.config.mail import mail_settings
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
    "tallystick.contracts",
    "tallystick.decisions",
    # Before allauth, whose pages are in our own templates.
    "tallystick.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tallystick.web.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Before anything reads what was sent: whoever has not signed in is sent to do so.
    "tallystick.web.middleware_signing.SignedIn",
    "tallystick.web.middleware_signing.SecondFactorFirst",
    "tallystick.web.middleware_signing.LastSeen",
    "tallystick.web.middleware.PlainText",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
# Whether several people sign in, each invited, or only the owner of this computer.
TALLYSTICK_TEAM = (os.environ.get("TALLYSTICK_TEAM") or ("1" if os.environ.get("DATABASE_URL") else "0")) == "1"
TALLYSTICK_ADDRESS = os.environ.get("TALLYSTICK_ADDRESS", "").strip().rstrip("/")
TALLYSTICK_HTTPS = os.environ.get("TALLYSTICK_HTTPS") == "1"
TALLYSTICK_SECOND_FACTOR = os.environ.get("TALLYSTICK_SECOND_FACTOR", "required")

AUTH_USER_MODEL = "councils.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
]

# Signed out when the browser is closed, or after twelve hours of nothing.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Two of these on one computer, as one's own and the demonstration, share an address: not a cookie.
SESSION_COOKIE_NAME = "tallystick-" + hashlib.sha256(str(TALLYSTICK_HOME.root).encode()).hexdigest()[:12]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TALLYSTICK_HTTPS
if TALLYSTICK_HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

ACCOUNT_ADAPTER = "tallystick.web.signing_adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if TALLYSTICK_HTTPS else "http"
# A whole council may come from one address on a Monday morning: what slows guessing down is the count for each person.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "200/m/ip,5/5m/key"}
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
USERSESSIONS_ADAPTER = "tallystick.web.signing_adapters.Sessions"
MFA_ADAPTER = "tallystick.web.signing_adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Tallystick"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "tallystick.web.signing_adapters.Directories"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": directories(os.environ)}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False

_MAIL = mail_settings(os.environ)
TALLYSTICK_SENDS_EMAIL = _MAIL.sends
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAIL.sends else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.how == "starttls", _MAIL.how == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = _MAIL.sender

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
TALLYSTICK_DOCUMENT_BYTES = 50 * 1000 * 1000
# A command line that is given the path of a file and ends with 0 for clean, 1 for infected.
TALLYSTICK_SCANNER = os.environ.get("TALLYSTICK_SCANNER", "")
DATA_UPLOAD_MAX_NUMBER_FILES = 5 * TALLYSTICK_UPLOAD_FILES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "tallystick.web.uploading.BoundedUpload",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CACHES = {
    # Shared by every process: how often somebody tried to sign in, and which codes were used.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "tallystick_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Each process's own: pictures that were drawn.
    "drawn": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Whoever reads a log may not read somebody's calendar with what stands in it.
    "filters": {"secrets": {"()": "tallystick.config.masking.HideSecrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "tallystick": {"handlers": ["stderr"], "level": "INFO"},
        # The server names the address of a request that broke it.
        "waitress": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
