"""Reads one file: ``python -m cooperation.formats.subprocess_reader <folder>``."""

import base64
import contextlib
import json
import resource
import sys
from importlib import import_module
from pathlib import Path

from cooperation.domain.errors import DomainError
from cooperation.formats.subprocess_reader import BYTES_KEY, OUT_OF_MEMORY, REPLY, REQUEST, UPLOAD


def main(folder):
    """Read the file of the request and write the reply into the folder."""
    request = json.loads((folder / REQUEST).read_text(encoding="utf-8"))
    _limit(*request["limits"])
    module, name = request["reader"]
    reader = getattr(import_module(module), name)
    with (folder / UPLOAD).open("rb") as file:
        try:
            reply = {"value": reader(file, *request["arguments"])}
        except DomainError as error:
            params = {key: _plain(value) for key, value in error.params.items()}
            reply = {"refused": [str(error.message), params]}
    text = json.dumps(reply, default=_bytes)
    (folder / REPLY).write_text(text, encoding="utf-8", errors="surrogatepass")


def _limit(seconds, memory):
    """Set the limits of this process, as far as the system has them."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, memory),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a limit that this system does not know
            hard = resource.getrlimit(what)[1]
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (allowed, hard))


def _plain(value):
    return value if isinstance(value, (int, float, str)) else str(value)


def _bytes(value):
    return {BYTES_KEY: base64.b64encode(value).decode()}


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
