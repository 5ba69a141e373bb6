"""Text in the fonts of the site."""

import pytest
from PIL import Image, ImageDraw

from cooperation.figures.lettering import Face, fitted

SERIF = "serif"


@pytest.fixture
def face():
    return Face(SERIF, 40, 600)


def drawn(face, text):
    image = Image.new("L", (900, 80), 255)
    face.draw(ImageDraw.Draw(image), (10, 55), text, 0)
    return image


@pytest.mark.parametrize("family", ["serif", "sans"])
@pytest.mark.parametrize(
    "text",
    [
        "Memorandum, 2024–2025: “Roadmap”",
        "Меморандум о взаимопонимании «ёЁъЪ» № 5",
        "Oʻzaro anglashuv, gʻalaba, sanʼat",
        "Ўзаро англашув: қўшма ҳамкорлик ғояси",
    ],
)
def test_every_letter_of_the_three_languages_is_there(family, text):
    face = Face(family, 40, 600)
    assert face.drawable(text) == text
    shapes = {letter: drawn(face, letter).tobytes() for letter in {*text, " "}}
    assert [letter for letter in shapes if shapes[letter] == shapes[" "]] == [" "]


@pytest.mark.parametrize(("typed", "shown"), [("ǎ", "a"), ("㎏", "k"), ("中", "?")])
def test_letter_that_no_file_has_is_replaced_and_never_left_out(face, typed, shown):
    assert face.drawable(f"a{typed}b") == f"a{shown}b"


def test_letters_are_as_bold_as_asked():
    faces = [Face(SERIF, 40, weight) for weight in (400, 700)]
    light, bold = (sum(drawn(face, "Roadmap").histogram()[:128]) for face in faces)
    assert bold > light * 1.2


def test_lines_hold_all_words_and_are_not_too_wide(face):
    text = "The parties signed one more paper of theirs in the city of Tashkent."
    lines = face.lines(text, 300)
    assert " ".join(lines) == text
    assert max(map(face.width, lines)) <= 300
    assert len(lines) > 2


def test_lines_are_balanced_in_the_same_number(face):
    text = "The parties signed a paper of theirs in Tashkent"
    plain, balanced = face.lines(text, 700), face.balanced(text, 700)
    spread = [max(map(face.width, each)) - min(map(face.width, each)) for each in (plain, balanced)]
    assert " ".join(balanced) == text
    assert len(balanced) == len(plain) == 2
    assert spread[1] < spread[0]


def test_word_that_is_too_long_is_broken(face):
    lines = face.lines("W" * 40, 300)
    assert "".join(lines) == "W" * 40
    assert max(map(face.width, lines)) <= 300


@pytest.mark.parametrize(
    ("text", "size", "is_whole"),
    [("Roadmap", 80, True), ("A longer title " * 10, 56, True), ("A title " * 130, 28, False)],
)
def test_text_is_as_large_as_its_room_allows(text, size, is_whole):
    face, lines = fitted(SERIF, 600, text, (864, 340), range(28, 81, 4))
    assert face.size == size
    assert (" ".join(lines) == text.strip()) is is_whole
    assert lines[-1].endswith("…") is not is_whole
    assert max(map(face.width, lines)) <= 864
    assert len(lines) * size <= 340
