"""How many requests a second one process answers, for every kind of page, at two sizes.

``python benchmarks/pages.py [--sizes 1000 10000]`` fills a register of each size (fill.py), starts
gunicorn with one worker, and asks for each page over one connection:

- floor: a Django page with one query and one template; bare: the bytes of the page, no Django
- new: the page as Django makes it; kept: as ``project/page_cache`` answers; 304: the same, known

``new/floor`` and ``kept/bare`` do not depend on the machine. It prints a table for each size and
how many times as long each page takes at the last size as at the first.
"""

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

from floor import COPIES, copy_name

ROOT = Path(__file__).resolve().parent.parent
HOST, PORT = "127.0.0.1", 8317
SECONDS = 2
PAGES = (
    "/",
    "/articles/article-7/",
    "/agreements/agreement-7/",
    "/partners/partner-1/",
    "/topics/topic-7/",
    "/agreements/",
    "/agreements/?type=roadmap",
    "/agreements/?q=river",
    "/search/?q=heron+orchid",
    "/search/?q=water+energy",
    "/timeline/",
    "/network/",
    "/feeds/all.atom",
    "/agreements/agreement-7.ttl",
    "/sitemap-agreements.xml",
    "/api/v1/agreements/",
)
SERVERS = {
    "floor": "benchmarks.floor:application",
    "new": "project.wsgi:django_application",
    "kept": "project.wsgi:application",
    "bare": "benchmarks.floor:bare",
}


@contextmanager
def serving(entry, environment):
    """Serve an application in one process with one thread; yield its process."""
    command = [
        *(sys.executable, "-m", "gunicorn", entry, "--bind", f"{HOST}:{PORT}"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", "1", "--keep-alive", "5"),
        *("--log-level", "error", "--no-control-socket"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
    try:
        _wait()
        yield process
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
    body = response.read()
    assert response.status in (200, 304), f"{page} answers {response.status}"
    return response, body


def rate(page, headers):
    """Return the requests a second over one connection."""
    with closing(http.client.HTTPConnection(HOST, PORT, timeout=300)) as line:
        ask(line, page, headers)
        number, start = 0, time.perf_counter()
        while time.perf_counter() - start < SECONDS:
            ask(line, page, headers)
            number += 1
        return number / (time.perf_counter() - start)


def measure(folder, size):
    """Return {page: {name: requests a second}} of a register of a size, with bytes and memory."""
    environment = os.environ | {
        "VAR_DIR": folder,
        "DEBUG": "False",
        "SITE_URL": f"http://{HOST}:{PORT}",
        "DATABASE_URL": "",
        "API_REQUESTS_PER_MINUTE": "0",
        COPIES: folder,
    }
    run = lambda *line: subprocess.run(  # noqa: E731, S603
        [sys.executable, *line], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
    )
    run("benchmarks/fill.py", "--records", str(size))
    run("manage.py", "collectstatic", "--no-input")
    found = {page: {} for page in PAGES}
    with serving(SERVERS["kept"], environment):
        for page in PAGES:
            with closing(http.client.HTTPConnection(HOST, PORT, timeout=300)) as line:
                response, body = ask(line, page, {})
            path, _mark, query = page.partition("?")
            (Path(folder) / copy_name(path, query)).write_bytes(body)
            found[page]["kB"] = len(body) / 1000
            found[page]["kept"] = rate(page, {})
            found[page]["304"] = rate(page, {"If-None-Match": response.headers["ETag"] or ""})
    for name in ("floor", "new", "bare"):
        with serving(SERVERS[name], environment):
            for page in PAGES:
                found[page][name] = rate(page, {})
    return found


def print_table(size, found):
    names = ("floor", "new", "bare", "kept", "304")
    heads = "".join(f"{name:>8}" for name in (*names, "kB"))
    print(f"\n{f'{size:,} articles and agreements':36}{heads}  new/floor  kept/bare")
    for page, rates in found.items():
        cells = "".join(f"{rates[name]:8.0f}" for name in names)
        new, kept = rates["new"] / rates["floor"], rates["kept"] / rates["bare"]
        print(f"{page:36}{cells}{rates['kB']:8.1f}{new:11.3f}{kept:11.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    sizes, measured = parser.parse_args().sizes, {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measured[size] = measure(folder, size)
        print_table(size, measured[size])
    print(f"\n{'times as long':36}" + "".join(f"{size:>10,}" for size in sizes))
    for page in PAGES:
        first = measured[sizes[0]][page]["new"]
        cells = "".join(f"{first / measured[size][page]['new']:10.2f}" for size in sizes)
        print(f"{page:36}{cells}")


if __name__ == "__main__":
    main()
