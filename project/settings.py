"""Settings of every installation, with values from the environment; safe by default.

``.env.example`` lists all variables; docs/deployment.md explains them.
"""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django_prose_editor.config import html_tags, process_link
from js_asset import static_lazy

from cooperation.domain import languages

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")
env.ENVIRON = {name: value for name, value in os.environ.items() if value}  # empty is unset

VAR_DIR = Path(env("VAR_DIR", default=BASE_DIR / "var")).absolute()
VAR_DIR.mkdir(parents=True, exist_ok=True)


def _secret_key():
    """Return the key from a file that only its owner can read; make it on first use."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=VAR_DIR, encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            with contextlib.suppress(FileExistsError):  # another process was first
                os.link(file.name, path)
    return path.read_text(encoding="ascii")


PORT = env("PORT", default="8000")
"""Where ``manage.py run_site`` listens on 127.0.0.1, as typed."""
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
_site = urlsplit(SITE_URL)
IS_HTTPS = _site.scheme == "https"

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or _secret_key()
ALLOWED_HOSTS = [_site.hostname, *env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "modeltranslation",
    "django_tasks",
    "django_tasks_db",
    "cooperation.apps.CooperationConfig",
    "cooperation.apps.RegisterAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_prose_editor",
    "js_asset",
    "csp",
]

MIDDLEWARE = [
    "cooperation.views.delivery.DeliveryMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cooperation.views.compression.TextCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "project.static_files.StaticFilesMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cooperation.views.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database: SQLite in write-ahead mode unless DATABASE_URL names another.
_sqlite = f"sqlite:///{VAR_DIR / 'db.sqlite3'}"
DATABASES = {"default": env.db_url_config(env("DATABASE_URL", default=_sqlite))}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    if "postgresql" in DATABASES["default"]["ENGINE"]:
        # Compiling takes longer than any of our queries.
        DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # done by manage.py work
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_cache = env.cache_url_config(env("CACHE_URL", default="locmemcache://"))
_counters = {
    "BACKEND": "project.counters.SqliteCounters",
    "LOCATION": VAR_DIR / "counters.sqlite3",
}
CACHES = {
    "default": _cache,
    # Limits need counters that all processes share and that count in one step.
    "counters": _cache if "redis" in _cache["BACKEND"].lower() else _counters,
}
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=300)
"""API requests per IP address; 0 for no limit."""

# Languages: English is the original and the fallback, and has no prefix; the others are under
# /ru/ and /uz/.
LANGUAGE_CODE = MODELTRANSLATION_DEFAULT_LANGUAGE = languages.ORIGINAL
LANGUAGES = languages.LANGUAGES
MODELTRANSLATION_FALLBACK_LANGUAGES = (languages.ORIGINAL,)
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "project/locale"]
FORMAT_MODULE_PATH = "project.date_formats"
TIME_ZONE = env("TIME_ZONE", default="Asia/Tashkent")
USE_TZ = True

# Files. Hashed names do not depend on DEBUG, so that development is like production.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "project.static_files.BundledStaticFilesStorage"},
    "unfinished_imports": {  # tables that are checked, but not written yet
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "tables"},
    },
    "kept_files": {  # files of forms that had errors, until they are sent again
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "kept_files"},
    },
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a hundred rows of each part take about 8,000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # the form contains the record as it was opened
UPLOAD_LIMIT = 20 * 1024 * 1024
"""The largest picture or document an editor may upload, in bytes."""

# The rich-text editor: two of its parts are our own.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/rich-text.js")],
        "extensions": {"Link": process_link, "Pasting": html_tags([])},
    },
]

# Accounts
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Transport: strict if the site's own address is https.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    },
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "usb",
    )
}  # fmt: skip

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},  # a missing page is no error
        "pypdf": {"level": "ERROR"},  # nor is an unusual file
    },
}
