"""Runs gunicorn and the worker together, for one machine.

The worker is restarted if it ends, ends with the server, and notices by itself if the server was
killed. The arguments are those of gunicorn.
"""

import subprocess
import sys
import time

from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.arbiter import Arbiter

GRACE = 20
"""Seconds that the worker may take to end its task."""


class ServerWithWorker(Arbiter):
    """Checks the worker whenever it checks its own processes: at least once a second."""

    _work = None
    _not_before = 0

    def manage_workers(self):
        super().manage_workers()
        now = time.monotonic()
        if now >= self._not_before and (self._work is None or self._work.poll() is not None):
            command = [sys.executable, "manage.py", "work", "--parent", str(self.pid)]
            self._work = subprocess.Popen(command)  # noqa: S603
            self._not_before = now + 1

    def stop(self, graceful=True):
        if self._work:
            self._work.terminate()
        super().stop(graceful)
        if self._work:
            try:
                self._work.wait(GRACE)
            except subprocess.TimeoutExpired:
                self._work.kill()  # what it was doing is done again at the next start


class Site(WSGIApplication):
    """gunicorn as its own command starts it, with the worker."""

    def run(self):
        ServerWithWorker(self).run()


if __name__ == "__main__":
    Site("%(prog)s [OPTIONS] [APP_MODULE]").run()
