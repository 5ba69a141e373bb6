"""The files of the project as the rules see them, and what a broken rule says."""

import ast
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

NOT_OURS = {".git", ".venv", "var", "test-results", "__pycache__", ".ruff_cache", ".hypothesis"}
TEXTS = (".py", ".html", ".txt", ".xml", ".css", ".js", ".md")
READ = {
    "cooperation": TEXTS,
    "project": TEXTS,
    "templates": TEXTS,
    "static": TEXTS,
    "docs": TEXTS,
    "tests": (".py", ".md"),
    "benchmarks": (".py",),
    "README.md": TEXTS,
    "CHANGELOG.md": TEXTS,
    "CONTRIBUTING.md": TEXTS,
}
"""The files that the rules look into, by folder and ending."""


class Fault(NamedTuple):
    """Where a rule is broken, and what to do."""

    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(frozen=True)
class File:
    """A file with a text; its path is relative to the root of the project."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self):
        """The parsed Python module."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self):
        """Every node of the parsed Python module."""
        return list(ast.walk(self.tree))

    def fault(self, text, line=1):
        return Fault(str(self.path), line, text)


class Files:
    """All files: {path: text}, with None for a file that holds no text."""

    def __init__(self, texts):
        self.names = {PurePosixPath(path) for path in texts}
        self.folders = {folder for name in self.names for folder in name.parents}
        self.with_text = [
            File(PurePosixPath(path), text)
            for path, text in sorted(texts.items())
            if text is not None
        ]

    @classmethod
    def under(cls, root):
        """Find the files of a folder that are not made, and read those that rules look into."""
        texts = {}
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if name not in NOT_OURS]
            for path in (Path(folder, name) for name in names):
                name = path.relative_to(root)
                is_read = path.suffix in READ.get(name.parts[0], ())
                texts[name.as_posix()] = path.read_text(encoding="utf-8") if is_read else None
        return cls(texts)

    def within(self, *folders, ending):
        """Return the files with a text in one of the folders, at any depth."""
        return [
            file
            for file in self.with_text
            if file.path.name.endswith(ending)
            and any(file.path.is_relative_to(folder) for folder in folders)
        ]

    def has(self, path):
        """Whether there is such a file or folder."""
        return path in self.names or path in self.folders


def emptied(pattern, text, filling=""):
    """Take out what a pattern finds; lines keep their numbers."""
    return pattern.sub(lambda match: filling + "\n" * match[0].count("\n"), text)


def found(pattern, text):
    """Yield (line, match) of what a pattern finds."""
    for match in re.finditer(pattern, text):
        yield text.count("\n", 0, match.start()) + 1, match


def joined(folder, name):
    """Return the path of a name seen from a folder, without “..”."""
    parts = []
    for part in (folder / name).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)
