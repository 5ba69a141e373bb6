"""What pages are measured against: the least that Django and the server can do.

``application`` is a Django page with one query and one template, without middleware. ``bare`` is
a WSGI application that returns the bytes of a page (see pages.py).
"""

import os
from pathlib import Path

COPIES = "PAGES_OF_BENCHMARK"
"""The environment variable with the folder of the bytes that ``bare`` returns."""

TEMPLATE = """<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>
{% for paragraph in paragraphs %}<p>{{ paragraph }}</p>{% endfor %}"""

_read = {}


def bare(environ, start_response):
    """Return the bytes of a page, read from a file once."""
    name = copy_name(environ["PATH_INFO"], environ["QUERY_STRING"])
    if name not in _read:
        _read[name] = (Path(os.environ[COPIES]) / name).read_bytes()
    body = _read[name]
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


def copy_name(path, query=""):
    """Return the name of the file with the bytes of a page."""
    return f"{path}?{query}".encode().hex()


def application(environ, start_response):
    """Answer every address with the newest record, as a small Django site would."""
    if "django" not in _read:
        _read["django"] = _django()
    return _read["django"](environ, start_response)


def _django():
    import django
    from django.conf import settings

    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": Path(os.environ["VAR_DIR"]) / "db.sqlite3",
            }
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [("django.template.loaders.locmem.Loader", {"p": TEMPLATE})]
                },
            }
        ],
    )
    django.setup()
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()


def _page(request, path):
    from django.db import connection
    from django.shortcuts import render

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT title_en, summary_en FROM cooperation_record ORDER BY id DESC LIMIT 1"
        )
        title, summary = cursor.fetchone()
    return render(request, "p", {"title": title, "paragraphs": [summary] * 20})


def _patterns():
    from django.urls import re_path

    return [re_path("^(.*)$", _page)]


def __getattr__(name):
    if name == "urlpatterns":
        return _patterns()
    raise AttributeError(name)
