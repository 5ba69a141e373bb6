"""Folders with a manifest of their files, replaced as a whole.

``manifest.json`` lists every other file of the folder with its size and SHA-256 (FIPS 180-4),
so that ``sha256sum`` or ``list_differences`` can tell whether a copy is complete.
"""

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
"""The signature of the manifest; the manifest does not list it."""


class ForeignFolderError(ValueError):
    """A folder holds other data than what was to be replaced; the message says what to do."""


def read(folder):
    """Return the manifest of a folder; None if it is missing or invalid."""
    try:
        manifest = json.loads((Path(folder) / MANIFEST).read_text(encoding="utf-8"))
        is_one = all({"path", "bytes", "sha256"} <= each.keys() for each in manifest["files"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return manifest if is_one else None


def write(folder, about, more=None):
    """Write the manifest of a folder: the properties ``about`` it, then its files by path.

    ``more`` is {path: further properties of the file}.
    """
    more = more or {}
    files = [
        {"path": path, "bytes": size, "sha256": digest} | more.get(path, {})
        for path, (size, digest) in _contents(folder).items()
    ]
    text = json.dumps({**about, "files": files}, ensure_ascii=False, indent=1)
    (Path(folder) / MANIFEST).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def list_differences(folder, manifest):
    """Return (“changed”, “missing” or “added”, path) of the files that differ, by path."""
    listed = {each["path"]: (each["bytes"], each["sha256"]) for each in manifest["files"]}
    present = _contents(folder)
    found = [("changed", path) for path in listed.keys() & present.keys()]
    found = [(what, path) for what, path in found if listed[path] != present[path]]
    found += [("missing", path) for path in listed.keys() - present.keys()]
    found += [("added", path) for path in present.keys() - listed.keys()]
    return sorted(found, key=lambda each: each[1])


def _contents(folder):
    """Return {path: (size, digest)} of all files in a folder except its manifest, by path."""
    found = {}
    for path in Path(folder).rglob("*"):
        name = path.relative_to(folder).as_posix()
        if name in (MANIFEST, SIGNATURE):
            continue
        if path.is_symlink():  # what it leads to is no part of the folder
            found[name] = (0, "link")
        elif path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found[name] = (path.stat().st_size, digest)
    return dict(sorted(found.items()))


@contextmanager
def replace_folder(folder, kind):
    """Yield an empty folder that replaces ``folder`` at the end.

    Until then readers find the old folder, and an error leaves it in place. Raises
    ForeignFolderError if ``folder`` exists, is not empty and has no manifest of the same ``kind``.
    """
    folder = Path(folder).absolute()
    if folder.exists() or folder.is_symlink():
        if not folder.is_dir() or folder.is_symlink():
            raise ForeignFolderError(f"{folder} is not a folder; name another one.")
        if any(folder.iterdir()) and (read(folder) or {}).get("kind") != kind:
            raise ForeignFolderError(
                f"{folder} holds something else; name an empty folder or a new one."
            )
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new.chmod(0o755)  # mkdtemp lets nobody else in
        yield new
        _exchange(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _exchange(new, folder):
    """Move the new folder to the place of the old one, and delete the old one."""
    if not folder.exists():
        os.rename(new, folder)
        return
    old = new.with_name(f"{new.name}-old")
    os.rename(folder, old)
    try:
        os.rename(new, folder)
    except OSError:
        os.rename(old, folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
