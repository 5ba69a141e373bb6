"""One version, wherever it is told."""

import re
import tomllib

from django.conf import settings

HEADING = r"^## (\d+\.\d+\.\d+) \((?:unreleased|\d{4}-\d\d-\d\d)\)$"


def test_package_changes_and_health_page_tell_one_version(client, db):
    package = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    changes = (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(HEADING, changes, re.MULTILINE)[1]
    told = {package["project"]["version"], newest, client.get("/healthz").json()["version"]}
    assert told == {newest}


def test_changes_are_listed_newest_first():
    changes = (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = [
        tuple(map(int, version.split(".")))
        for version in re.findall(HEADING, changes, re.MULTILINE)
    ]
    assert len(versions) == changes.count("\n## ")
    assert versions == sorted(set(versions), reverse=True)
