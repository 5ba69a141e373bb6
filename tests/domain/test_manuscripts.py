"""From files of any make to title, parts, byline and date, and clear errors for the rest."""

import io
import zipfile
from hashlib import sha512

import pytest

from cooperation.domain.texts.text import blocks
from cooperation.formats.manuscripts import ManuscriptError, check_size, parse_manuscript
from cooperation.formats.manuscripts.byline import looks_like_name, read_byline
from cooperation.formats.manuscripts.headings import is_capitals
from cooperation.formats.manuscripts.language import detect_language

RUSSIAN = "Вторая встреча прошла в саду. Участники обсудили план на осень и посадили деревья."


def lines(*texts):
    return "\n".join(texts).encode()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "is empty"),
        (b"x" * (50 * 1024 * 1024), "a.txt", "50 MB"),
        (b" \n\t\n", "a.txt", "contains no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt", "is not a text file"),
        (b"PK\x03\x04 and so on", "a.txt", "is not a text file"),
        (b"%PDF-1.7 text", "a.md", "is not a text file"),
        (b"words\x00\x01\x02", "a.txt", "is not a text file"),
        (sha512(b"noise").digest() * 40, "a.txt", "“a.txt”"),
        ("Слово за словом \N{EM DASH} ".encode() + b"\xff\xfe\x81", "a.txt", "cannot be read"),
        ("Слово".encode()[:-1], "a.txt", "cannot be read"),
        (b'<meta charset="ascii"><p>\xd1\xff</p>', "a.html", "cannot be read"),
        (b"words", "a.docx", "is not a .docx file"),
        (b"words", "a.pdf", "cannot be imported"),
        (b"words", "a", "cannot be imported"),
        (b"<script>let a = 1</script>", "a.html", "contains no text"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_the_remedy(data, name, words):
    with pytest.raises(ManuscriptError, match=words):
        parse_manuscript(data, name)


def test_size_is_checked_before_reading():
    check_size(20 * 1024 * 1024, "a.txt")
    with pytest.raises(ManuscriptError, match="at most 20 MB"):
        check_size(20 * 1024 * 1024 + 1, "a.txt")


def test_packed_file_that_would_fill_the_memory_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"word/{number}.xml", b"0" * (10 * 1024 * 1024))
    with pytest.raises(ManuscriptError, match="is too large when unpacked"):
        parse_manuscript(packed.getvalue(), "a.docx")


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1251", "koi8-r", "cp866"],
)
def test_encoding_is_recognised(encoding):
    found = parse_manuscript(RUSSIAN.encode(encoding), "a.txt")
    assert [part.paragraphs for part in found.parts] == [(RUSSIAN,)]
    is_doubted = any("encoding" in str(note) for note in found.notes)
    assert is_doubted is (encoding in ("utf-16-le", "cp1251", "koi8-r", "cp866"))


def test_declared_encoding_of_a_page_is_believed():
    page = f'<meta charset="koi8-r"><p>{RUSSIAN}</p>'.encode("koi8-r")
    assert parse_manuscript(page, "a.htm").parts[0].paragraphs == (RUSSIAN,)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines_make_no_difference(end):
    text = end.join(["A Title", "", "The first paragraph.", "", "HEADING", "", "The second one."])
    found = parse_manuscript(text.encode(), "a.txt")
    assert found.title == "A Title"
    assert [(part.heading, len(part.paragraphs)) for part in found.parts] == [
        ("", 1),
        ("HEADING", 1),
    ]


def test_wrapped_lines_are_joined_and_short_ones_are_not():
    long = "This line is broken where the page of an old letter ends, somewhere"
    found = parse_manuscript(lines(f"{long}\nin its middle.", "", f"{long}\nat its end."), "a.txt")
    assert found.parts[0].paragraphs == (f"{long} in its middle.", f"{long} at its end.")


def test_nothing_of_a_text_is_lost():
    text = lines("The first.", "HEADING", "A < B & “C” d’E.", "Anna Hill,", "editor")
    found = parse_manuscript(text, "a.txt")
    assert [block.text for block in blocks(found.html)] == [
        "The first.",
        "HEADING",
        "A < B & “C” d’E.",
        "Anna Hill, editor",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("AFTERWORD", True),
        ("ЗАКЛЮЧЕНИЕ", True),
        ("OʻZBEKISTON VA BMT", True),
        ("UNOCT AND ISRS", True),
        ("UN", False),
        ("Afterword", False),
        ("2024 – 2025", False),
    ],
)
def test_line_in_capitals_is_recognised(line, expected):
    assert is_capitals(line) is expected


def test_levels_of_headings_become_those_of_articles():
    found = parse_manuscript(
        b"# T\n\na.\n\n## One\n\nb.\n\n#### Deep\n\nc.\n\n## Two\n\nd.", "a.md"
    )
    assert found.title == "T"
    assert [(block.level, block.text) for block in blocks(found.html) if block.level] == [
        (2, "One"),
        (3, "Deep"),
        (2, "Two"),
    ]


def test_first_of_several_equal_headings_is_no_title():
    found = parse_manuscript(
        lines("PART ONE", "Some words here.", "PART TWO", "Other words here."), "a.txt"
    )
    assert found.title == ""
    assert [part.heading for part in found.parts] == ["PART ONE", "PART TWO"]


def test_what_browsers_could_run_is_left_out():
    page = (
        '<p onclick="a()">One <a href="javascript:b()">two</a> <a href="https://c.example/">x</a>'
    )
    page += "<iframe src='//d'></iframe><script>e()</script></p>"
    assert parse_manuscript(page.encode(), "a.html").html == (
        '<p>One two <a href="https://c.example/">x</a></p>'
    )


BYLINES = [
    (["Timur Kamolov,", "Head of the Section at the Institute", "for Old Maps"], "en",
     ("Timur Kamolov", "Head of the Section", "Institute for Old Maps")),
    (["By Anna Hill"], "en", ("Anna Hill", "", "")),
    (["Anna Hill, editor"], "en", ("Anna Hill", "editor", "")),
    (["Anna Hill", "Editor, Centre for Maps", "anna@maps.example"], "en",
     ("Anna Hill", "Editor", "Centre for Maps")),
    (["Автор: Мария Соколова", "доцент Горного университета"], "ru",
     ("Мария Соколова", "доцент", "Горного университета")),
    (["Muallif: Dilnoza Karimova", "Xaritalar instituti direktori"], "uz",
     ("Dilnoza Karimova", "direktori", "Xaritalar instituti")),
    (["А. Б. Соколова, редактор"], "ru", ("А. Б. Соколова", "редактор", "")),
]  # fmt: skip


@pytest.mark.parametrize(("given", "language", "expected"), BYLINES)
def test_byline_is_taken_apart(given, language, expected):
    found = read_byline(given, language)
    assert (found.name, found.role, found.institution) == expected
    assert found.words == " ".join(given)


@pytest.mark.parametrize(
    "words",
    ["Orchard Institute", "Contacts", "THE END", "the end", "Read more about it here",
     "Room 5", "Горный институт", "Anna"],
)  # fmt: skip
def test_what_is_no_name_is_none(words):
    assert not looks_like_name(words)


def test_last_sentence_is_no_byline():
    assert parse_manuscript(b"Anna Hill came. Bob Stone left.", "a.txt").byline is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The boats of the lake were mended by hand.", "en"),
        (RUSSIAN, "ru"),
        ("Ikki vodiy bogʻbonlari va ularning anjumani.", "uz"),
        ("Боғбонлар анжумани ва ҳосил", "uz"),
    ],
)
def test_language_is_recognised(text, language):
    assert detect_language(text) == language


LINKED = (
    '<p>See <a href="/news/1">the news</a>, <a href="#n2">below</a> and <a href="b.html">b</a>.</p>'
)


@pytest.mark.parametrize(
    ("head", "address", "begins"),
    [
        ("", "https://a.example/x/", "https://a.example/x/"),
        ('<link rel="canonical" href="https://a.example/x/">', "", "https://a.example/x/"),
        ("<meta content='https://a.example/x/' property=og:url>", "", "https://a.example/x/"),
        ('<base href="https://a.example/x/">', "", "https://a.example/x/"),
        ('<base href="/x/">', "https://a.example/other/", "https://a.example/x/"),
        ('<link rel=canonical href="https://b.example/">', "https://a.example/x/", "https://a.example/x/"),
        ('<!--<base href="https://b.example/">--><base href="https://a.example/x/">', "", "https://a.example/x/"),
    ],
)  # fmt: skip
def test_relative_links_of_a_page_begin_at_its_address(head, address, begins):
    page = f"<html><head>{head}</head><body><h1>T</h1>{LINKED}</body></html>"
    found = parse_manuscript(page.encode(), "a.html", address)
    assert found.html == (
        f'<p>See <a href="https://a.example/news/1">the news</a>, <a href="{begins}#n2">below</a> '
        f'and <a href="{begins}b.html">b</a>.</p>'
    )
    assert found.lost == {}


@pytest.mark.parametrize("head", ["", '<base href="/x/">', "<link rel=canonical href='file:///a'>"])
def test_relative_links_of_a_page_without_address_are_left_out_and_told(head):
    page = f"<html><head>{head}</head><body><h1>T</h1>{LINKED}</body></html>"
    found = parse_manuscript(page.encode(), "a.html")
    assert found.html == "<p>See the news, below and b.</p>"
    assert str(found.notes[0]) == (
        "Links without a full address were left out, and their words kept: “/news/1 (the news)”, "
        "“#n2 (below)”, “b.html (b)”."
    )
