"""Fixtures of the tests of tables."""

import io

import pytest

from cooperation.formats import subprocess_reader


@pytest.fixture(scope="module")
def in_this_process():
    """Read the files here: a process for each of thousands would take minutes."""

    def read_here(reader, data, *arguments, error):
        return reader(io.BytesIO(data), *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess_reader, "read_in_subprocess", read_here)
        yield
