"""How many requests a second one process answers: kept pages, Django, and nothing but the server.

Run: python benchmarks/page_cache.py. It loads the seeded content into a database of its own,
starts gunicorn with one worker three times, and asks each for the same pages over one connection.
“bare” is a WSGI application that returns the bytes of the page; what it reaches is the limit.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST, PORT = "127.0.0.1", 8317
SECONDS = 4
PAGES = (
    "/articles/from-a-conference-to-a-council/",
    "/agreements/",
    "/agreements/?type=roadmap",
    "/search/?q=council",
)
ENTRIES = {
    "bare": "benchmarks.page_cache:bare",
    "kept": "project.wsgi:application",
    "Django": "project.wsgi:django_application",
}
COPIES = "PAGES_OF_BENCHMARK"
"""The environment variable with the folder of the bytes that “bare” returns."""


def bare(environ, start_response):
    """Return the bytes of a page from a file read before (a WSGI application)."""
    query = environ["QUERY_STRING"]
    body = _copies()[environ["PATH_INFO"] + (f"?{query}" if query else "")]
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


_read = {}


def _copies():
    if not _read:
        folder = Path(os.environ[COPIES])
        _read.update((page, (folder / str(n)).read_bytes()) for n, page in enumerate(PAGES))
    return _read


@contextmanager
def serving(entry, environment):
    """Serve an application in one process with one thread."""
    command = [
        *(sys.executable, "-m", "gunicorn", entry, "--bind", f"{HOST}:{PORT}"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", "1", "--keep-alive", "5"),
        *("--log-level", "error", "--no-control-socket"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
    try:
        _wait()
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _wait():
    for _attempt in range(300):
        try:
            with closing(http.client.HTTPConnection(HOST, PORT, timeout=5)) as line:
                line.connect()
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server does not answer.")


def ask(line, page, headers):
    line.request("GET", page, headers=headers)
    response = line.getresponse()
    return response, response.read()


def rate(page, **headers):
    """Return the requests a second over one connection."""
    with closing(http.client.HTTPConnection(HOST, PORT, timeout=30)) as line:
        for _time in range(3):
            ask(line, page, headers)
        number, end = 0, time.perf_counter() + SECONDS
        start = time.perf_counter()
        while time.perf_counter() < end:
            ask(line, page, headers)
            number += 1
        return number / (time.perf_counter() - start)


def main():
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "VAR_DIR": folder,
            "DEBUG": "False",
            "SITE_URL": f"http://{HOST}:{PORT}",
            "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
            COPIES: folder,
        }
        for arguments in (["migrate"], ["load_content"], ["collectstatic", "--no-input"]):
            command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603
        measured = {}
        for name in ("kept", "bare", "Django"):
            with serving(ENTRIES[name], environment):
                if name == "kept":
                    tags = _save_copies(Path(folder))
                    measured["304"] = [rate(p, **{"If-None-Match": tag}) for p, tag in tags.items()]
                measured[name] = [rate(page) for page in PAGES]
        _print(measured)


def _save_copies(folder):
    """Save the bytes of the pages for “bare”; return {page: ETag}."""
    tags = {}
    with closing(http.client.HTTPConnection(HOST, PORT, timeout=30)) as line:
        for number, page in enumerate(PAGES):
            response, body = ask(line, page, {})
            (folder / str(number)).write_bytes(body)
            tags[page] = response.headers["ETag"]
    return tags


def _print(measured):
    print(f"{'requests a second':44}" + "".join(f"{name:>9}" for name in measured) + "   kept/bare")
    for number, page in enumerate(PAGES):
        rates = {name: found[number] for name, found in measured.items()}
        cells = "".join(f"{each:9.0f}" for each in rates.values())
        print(f"{page:44}{cells}{rates['kept'] / rates['bare']:12.2f}")


if __name__ == "__main__":
    main()
