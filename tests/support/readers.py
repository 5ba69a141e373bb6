"""Readers that tests start in a process of their own."""

import os
import sys
import time

from cooperation.formats.pdf import PdfError


def told(file, name, *more):
    """Return what the reader was given, bytes among it."""
    return [name, *more, file.read(), {"size": os.fstat(file.fileno()).st_size}]


PASSWORD = "“%(name)s” asks for a password, so readers cannot open it. Save it without."


def refused(file, name):
    raise PdfError(PASSWORD, {"name": name})


def endless(file, name):
    while True:
        pass


def asleep(file, name):
    time.sleep(60)


def greedy(file, name):
    return len(bytes(10**12))


def crashing(file, name):
    os.abort()


def leaving(file, name):
    sys.exit(0)


def environment(file, name):
    return sorted(os.environ)


def modules(file, name):
    return sorted(each for each in sys.modules if each in ("django.apps", "cooperation.models"))
