"""The version of this project, as ``pyproject.toml`` says it."""

import tomllib

from django.conf import settings


def _read():
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]


VERSION = _read()
