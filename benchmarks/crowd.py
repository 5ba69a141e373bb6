"""Whether five readers and an editor go on while somebody repeats one hostile request.

``python benchmarks/crowd.py`` starts the site as ``make run`` does, once for each attack of
``hostile.py`` and with files that are removed again, and prints a line for each;
``python benchmarks/crowd.py as-of regex`` does so for these two. Everybody is a process of their
own. Times are milliseconds. A page or a save that fails ends the command with status 1.
"""

import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from itertools import count
from typing import NamedTuple

from hostile import ATTACKS, PASSWORD, READ, fill
from measuring import ROOT, on_its_own
from visitor import HOST, Role, Visitor, fields_of

SECONDS = 10
"""How long everybody goes on, and then until each attacker has an answer."""

PAUSE = 0.2
"""Seconds that readers and the editor wait before each page; attackers do not wait."""

HEADINGS = (
    f"{'':14}  attacks  longest     page  longest     save  longest  failed  unsaved  answers"
)

forked = multiprocessing.get_context("fork")


class Log(NamedTuple):
    """What came of it: the last answer of each act, and all answers."""

    acts: list
    answers: list


def reads(visitor, forms, number):
    return visitor.get(READ[number % len(READ)])


def saves(visitor, forms, number):
    """Publish a record with another summary; only a redirect says that it is saved."""
    page = visitor.get(forms["edited"])
    if page.status != 200:
        return page
    typed = {"summary_en": f"Saved {number} times", "_publish": "Publish"}
    return visitor.post(forms["edited"], fields_of(page.text) | typed)


READERS = Role(reads, number=5, pause=PAUSE)
EDITOR = Role(saves, "editor", pause=PAUSE)


def goes_on(role, visitor, forms, line):
    """Do something again and again until told to stop; then send the Log."""
    if role.account:
        visitor.log_in(role.account, PASSWORD)
        visitor.answers.clear()
    line.send("ready")
    acts = []
    for number in count():
        if line.poll(role.pause):
            break
        acts.append(role.act(visitor, forms, number)._replace(text=""))
    line.send(Log(acts, visitor.answers))


class People:
    """Those of one role, each in a process of their own."""

    addresses = map("192.0.2.{}".format, count(1))

    def __init__(self, role, port, forms):
        self._lines = []
        for _person in range(role.number):
            line, theirs = forked.Pipe()
            args = (role, Visitor(port, next(self.addresses)), forms, theirs)
            forked.Process(target=goes_on, args=args, daemon=True).start()
            theirs.close()
            self._lines.append(line)

    def wait(self):
        for line in self._lines:
            line.recv()

    def stop(self):
        """Stop them, each after what they are doing, and return one Log of all."""
        for line in self._lines:
            line.send("stop")
        logs = [line.recv() for line in self._lines]
        return Log(*([each for log in logs for each in log[part]] for part in range(2)))


def warm_up(port, forms):
    """Let each process of the server have loaded what pages and forms need."""
    visitor = Visitor(port, "192.0.2.255")
    visitor.log_in("editor", PASSWORD)
    for number in range(12):
        reads(visitor, forms, number)
        visitor.get(forms["edited"])


def crowd(attack, port, forms):
    """Return the Logs of the attackers, the readers and the editor."""
    warm_up(port, forms)
    crowds = [People(role, port, forms) for role in (attack, READERS, EDITOR)]
    for people in crowds:
        people.wait()
    time.sleep(SECONDS)
    return [people.stop() for people in crowds]


def report(name, attacked, read, edited):
    """Print the line of one attack; return how many answers and saves failed."""
    lost = sum(answer.is_lost for log in (attacked, edited) for answer in log.answers)
    lost += sum(answer.status != 200 for answer in read.acts)
    unsaved = sum(answer.status != 302 for answer in edited.acts)
    statuses = Counter(answer.status for answer in attacked.acts)
    cells = [
        f"{len(attacked.acts):7}",
        f"{max((answer.time for answer in attacked.answers), default=0):8.0f}",
        *(
            f"{each([answer.time for answer in log.acts]):8.0f}"
            for log in (read, edited)
            for each in (statistics.median, max)
        ),
        f"{lost:7} {unsaved:8} ",
        ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items())),
    ]
    print(f"{name:14}", *cells, flush=True)
    return lost + unsaved


@contextmanager
def site(folder):
    """Run the site on the files of a folder; give its port."""
    from tests.support.wire.server import free_port, running

    port = free_port()
    environment = os.environ | {"VAR_DIR": str(folder), "SITE_URL": f"http://{HOST}:{port}"}
    command = [sys.executable, "manage.py", "run_site", "--port", str(port)]
    with running(command, port, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL):
        yield port


def on_a_copy(folder, attack, forms):
    """Return what ``crowd`` does on a site whose files are a copy of a folder."""
    with tempfile.TemporaryDirectory() as own:
        shutil.copytree(folder, own, dirs_exist_ok=True)
        with site(own) as port:
            return crowd(attack, port, forms)


def main():
    """Print a line for each attack that was named, or for all."""
    from django.conf import settings
    from django.db import connections

    names = sys.argv[1:] or [*ATTACKS]
    if unknown := {*names} - {*ATTACKS}:
        sys.exit(f"No attack is called {', '.join(unknown)}. There are: {', '.join(ATTACKS)}.")
    forms = fill()
    connections.close_all()
    with site(settings.VAR_DIR):
        print(HEADINGS)  # the static files are prepared
    failed = [report(name, *on_a_copy(settings.VAR_DIR, ATTACKS[name], forms)) for name in names]
    if any(failed):
        sys.exit("Somebody did not go on.")


if __name__ == "__main__":
    on_its_own(main, DATABASE_URL="", CACHE_URL="", ALLOWED_HOSTS="", BEHIND_PROXY="True")
