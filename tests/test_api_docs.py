"""The tasks of docs/api.md do what they say, with curl and with Python, against a running site."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

from cooperation.sourcing.passages import store_all

DOCUMENT = (settings.BASE_DIR / "docs/api.md").read_text(encoding="utf-8")
TASKS = re.findall(r"^### (\d)\. ([^\n]+)\n(.*?)(?=^##)", DOCUMENT, re.DOTALL | re.MULTILINE)
BLOCKS = {
    (int(number), language): block
    for number, _title, text in TASKS
    for language, block in re.findall(r"```(sh|python)\n(.*?)```", text, re.DOTALL)
}


@pytest.fixture
def site(live_server, content, settings):
    """The address of the running site, which names itself by it."""
    settings.SITE_URL = live_server.url
    settings.API_REQUESTS_PER_MINUTE = 0
    store_all()
    return live_server.url


def run(site, folder, number, language):
    """Return what a task prints."""
    program = [sys.executable, "-c"] if language == "python" else [shutil.which("bash"), "-ec"]
    done = subprocess.run(  # noqa: S603 - what stands in our own document
        [*program, BLOCKS[number, language]],
        env={"PATH": os.environ["PATH"], "SITE": site, "PYTHONUTF8": "1"},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_there_are_five_tasks_each_with_curl_and_python():
    assert sorted(BLOCKS) == [(n, each) for n in range(1, 6) for each in ("python", "sh")]


def test_agreements_of_a_partner(site, tmp_path):
    records = json.loads(run(site, tmp_path, 1, "sh"))["results"]
    printed = run(site, tmp_path, 1, "python").splitlines()
    assert len(records) > 2
    assert printed == [
        f"{each['when']['text'] if each['when'] else 'no date'} – {each['title']}"
        for each in records
    ]


def test_sentence_that_states_a_value(site, tmp_path):
    found = json.loads(run(site, tmp_path, 2, "sh"))
    assert set(found) == {"id", "when", "evidence"}
    [line] = run(site, tmp_path, 2, "python").splitlines()
    basis, *_quote, sentence = line.split()
    assert basis == "stated"
    assert sentence.startswith(f"{site}/articles/")
    assert "#s-" in sentence


def test_what_nobody_has_stated(site, tmp_path):
    records = json.loads(run(site, tmp_path, 3, "sh"))["results"]
    printed = run(site, tmp_path, 3, "python").splitlines()
    assert [line.split(" – ")[0] for line in printed] == [each["title"] for each in records]
    assert any("validity" in line for line in printed)


def test_list_as_a_table(site, tmp_path):
    table = run(site, tmp_path, 4, "sh").splitlines()
    printed = run(site, tmp_path, 4, "python").splitlines()
    assert len(table) - 1 == len(printed) > 2
    assert any("2022-03" in line for line in printed)


def test_only_what_has_changed(site, tmp_path):
    assert run(site, tmp_path, 5, "sh") == "304\n"
    assert json.loads((tmp_path / "copy.json").read_text(encoding="utf-8"))["total"] > 2
    assert run(site, tmp_path, 5, "python") == "not changed\n"
