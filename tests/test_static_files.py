"""How the style sheet becomes one file."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.test import override_settings

from project.static_files import BundledStaticFilesStorage, bundle

SHEETS = {
    "css/site.css": (
        '@layer base;\n@import url("a.css");\n@import url("parts/b.css") layer(parts);\n'
        '@import url("c.css") layer(base) print;\n'
    ),
    "css/a.css": 'a { src: url("../fonts/a.woff2") }\n',
    "css/parts/b.css": 'b { mask: url("../../img/b.svg") }\n',
    "css/c.css": "c { color: red }\n",
}


def test_imports_give_way_to_what_they_import():
    assert bundle("css/site.css", SHEETS.get) == (
        '@layer base;\na { src: url("../fonts/a.woff2") }\n\n'
        '@layer parts {\nb { mask: url("../img/b.svg") }\n}\n\n'
        "@media print {\n@layer base {\nc { color: red }\n}\n}\n\n"
    )


def test_import_within_an_import_is_refused():
    sheets = SHEETS | {"css/a.css": '@import url("c.css");'}
    with pytest.raises(ValueError, match=r"css/a\.css imports another style sheet"):
        bundle("css/site.css", sheets.get)


def source_files(storage):
    return [path for path in Path(storage.base_location).rglob("*") if path.is_file()]


def test_collected_style_sheet_is_whole_and_finds_its_files(tmp_path):
    source = FileSystemStorage(settings.BASE_DIR / "static")
    names = [path.relative_to(source.base_location) for path in source_files(source)]
    paths = {str(name): (source, str(name)) for name in names}
    with override_settings(STATIC_ROOT=tmp_path, DEBUG=False):
        storage = BundledStaticFilesStorage()
        for path in paths:
            with source.open(path) as file:
                storage.save(path, file)
        list(storage.post_process(paths))
        whole = (tmp_path / storage.stored_name("css/site.css")).read_text(encoding="utf-8")
        font = storage.stored_name("fonts/serif.woff2")
    assert "@import" not in whole
    assert f'url("../{font}")' in whole
    assert whole.count("@layer components {") > 10
