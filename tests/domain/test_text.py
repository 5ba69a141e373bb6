"""Blocks, sentences and quotes of rich text; addresses and search patterns."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.texts.folding import APOSTROPHES
from cooperation.domain.texts.patterns import query_words, search_pattern
from cooperation.domain.texts.text import (
    Block,
    blocks,
    contains_quote,
    plain_text,
    reading_minutes,
    sentences,
    slug_from_title,
    split_long_text,
    word_count,
)

ODD_HTML = [
    *"; .",
    "<p>",
    "</p>",
    "<h2>",
    "</h2>",
    "<ul>",
    "<li>",
    "</ul>",
    "</blockquote>",
    "<br>",
]
ODD_HTML += ["<a href='", "'", ">", "<![", "<![x[", "<!--", "-->", "<?", "</", "<script>", "word"]
ODD_HTML += ["&amp;", "&nbsp;", "&#", "&#x", "&#99999999999", "«", "»", "A."]
ODD_TEXT = [*"«»“”„\"'()[]—….!?1AzАяʻ \n\xa0", "Mr.", "т. е.", " г. ", "U.S. The ", ".[1] "]


def paragraph(text):
    return Block("paragraph", None, text)


def item(text):
    return Block("item", None, text)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", []),
        ("<p> </p><p><br></p>", []),
        ("before<p>in</p>after", [paragraph("before"), paragraph("in"), paragraph("after")]),
        ("<h2>A</h2><h4>B</h4>", [Block("heading", 2, "A"), Block("heading", 4, "B")]),
        ("<p>R&amp;D &lt;b&gt; &#1026;&copy;</p>", [paragraph("R&D <b> Ђ©")]),
        (
            "<p>un<em>believ</em>able <a href='/x'><b>it</b></a>.</p>",
            [paragraph("unbelievable it.")],
        ),
        ("<p> a<br>b<br/>\n\t c&nbsp;&nbsp;d </p>", [paragraph("a b c d")]),
        ("<ul><li>a</li><li><p>b</p><p>c</p></li></ul>", [item("a"), item("b"), item("c")]),
        (
            "<ol><li>a<ul><li>b</li></ul>c</li></ol>d",
            [item("a"), item("b"), item("c"), paragraph("d")],
        ),
        ("<blockquote><p>a</p></blockquote>b", [Block("quote", None, "a"), paragraph("b")]),
        ("<p>a<p>b<h2>c</h2>d", [*map(paragraph, "ab"), Block("heading", 2, "c"), paragraph("d")]),
        ("a</p>b</li></blockquote>c", [*map(paragraph, "abc")]),
    ],
)
def test_blocks(html, found):
    assert blocks(html) == found


@given(st.one_of(st.text(), st.lists(st.sampled_from(ODD_HTML)).map("".join)))
def test_blocks_never_raises_and_gives_lines(html):
    assert [block.text for block in blocks(html)] == plain_text(html).splitlines()


@pytest.mark.parametrize("html", ["a&#" + "9" * 5000 + ";b", "a<![foo[b", "<", "<p", "&", "<!--"])
def test_blocks_survives_what_the_parser_does_not(html):
    assert len(blocks(html)) <= 1


def test_plain_text():
    assert plain_text("<h2>A</h2><ul><li>b</li><li>c <em>d</em></li></ul>") == "A\nb\nc d"


@pytest.mark.parametrize(
    "parts",
    [
        # English
        ["The Plan was adopted.", "Is it new?", "It is!", "What?!", "Over 400 came."],
        ["Mr. Smith met Dr. Lee and Prof. Karimov vs. Lewis.", "They spoke."],
        ["It was signed on 5 Dec. 2023.", "On 5.12.2023 it began.", "46 states joined."],
        ["See No. 5, Art. 4, p. 12 and St. Petersburg.", "He said no.", "Uzbekistan said yes."],
        ["The U.S. Government agreed.", "They met in Washington, D.C.", "It was cold."],
        ["Rice, etc. were sold.", "Cotton, etc.", "The rest, e.g. The Hague, i.e. Europe."],
        ["T. Akhmedov and J. R. R. Tolkien met.", "World War I.", "The end."],
        ["It grew by 2.5 per cent at 5 p.m. Tashkent time.", "2.5 million came."],
        ["“Is it so?” he asked.", "“Yes.”", "She left the “Map.”", "“We go. We try,” she said."],
        ['She said: "Is it so?"', 'The so-called "partner group" met.', '"Yes," he said.'],
        ["She left… then came back.", "It ended…", "Then it rained...", "[…] All is well."],
        ["It rained (see p. 5. It is long).", "(All. Twice.)", "The (U.S.) Government."],
        ["It is so.[1]", "It is not.[12]", "Why?"],
        ["1. The parties agree.", "2. They go on.", "1.2. Third.", "IV. Fourth."],
        # Russian
        ["А. С. Пушкин, т. е. поэт, жил на ул. Мойка.", "Т. Ахмедов, К. И. Ли и Дж. Байден."],
        ["В 2023 г. Узбекистан вступил.", "Это было в 2023 г.", "Затем 5.12.2023 г. и всё."],
        ["Рост в 2022–2025 гг. составил 4,5 %.", "По данным на стр. 5, ст. 12 и с. 7.", "Да."],
        ["Парк им. Навоий открыт.", "Мы сказали им.", "Они в г. Ташкенте, ок. 5 млн. человек."],
        ["Рис, хлопок и т. д.", "Узбекистан и т. п. страны.", "Конец."],
        ["«Что это?» — спросил он.", "«Да!»", "Он ушёл.", "Да! — сказал он.", "Никто?..", "Все."],
        ["В договоре (от 5 мая 2023 г.) Узбекистан указан.", "«Мы за. Мы против», — сказал он."],
        # Uzbek
        ["Oʻzbekiston 2023-yil 5-dekabrda imzoladi.", "«Bu nima?» dedi u.", "Gʻoya yangi."],
        ["A. Navoiy, Sh. Mirziyoyev, Oʻ. Hoshimov va G‘. G‘ulom.", "Sanʼat va h.k.", "Bu – bogʻ."],
        # A text that is one quote is taken apart
        ["“We agree.", "We go on.”"],
    ],
)
def test_sentences(parts):
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "found"),
    [("", []), (" \n", []), (" One.\n\nTwo  ", ["One.", "Two"]), ("no stop", ["no stop"])],
)
def test_sentences_without_the_white_space_around_them(text, found):
    assert sentences(text) == found


@given(st.one_of(st.text(), st.lists(st.sampled_from(ODD_TEXT)).map("".join)))
def test_sentences_and_their_white_space_are_the_text(text):
    rest = text
    for sentence in sentences(text):
        assert sentence == sentence.strip() != ""
        assert rest.lstrip().startswith(sentence)
        rest = rest.lstrip().removeprefix(sentence)
    assert rest.strip() == ""


@given(st.lists(st.sampled_from(ODD_HTML)).map("".join))
def test_sentences_of_a_block_joined_by_spaces_are_the_block(html):
    assert [" ".join(sentences(b.text)) for b in blocks(html)] == [b.text for b in blocks(html)]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("the Joint Plan was adopted", True),
        ("R&D", True),
        ("a", True),
        ("The Joint Plan", False),
        ("the Joint  Plan", False),
        ("adopted. Then", False),
        ("adopted.\nThen", False),
        ("<em>Joint</em>", False),
        ("R&amp;D", False),
        ("", False),
        (" \n\xa0", False),
    ],
)
def test_contains_quote(quote, found):
    html = "<p>Here the <em>Joint</em> Plan was\n adopted.</p><p>Then R&amp;D came.</p>"
    assert contains_quote(html, quote) is found


@pytest.mark.parametrize(
    ("html", "words", "minutes"),
    [
        ("", 0, 1),
        ("<p>Tashkent — 2022-yil, gʻoya</p><p>R&amp;D</p>", 4, 1),
        ("<p>" + "слово " * 220 + "</p>", 220, 1),
        ("<p>" + "слово " * 221 + "</p>", 221, 2),
    ],
)
def test_word_count_and_reading_minutes(html, words, minutes):
    assert (word_count(html), reading_minutes(html)) == (words, minutes)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Joint Action Plan: R&D, 2022–2025", "joint-action-plan-r-d-2022-2025"),
        ("Меморандум о взаимопонимании", "memorandum-o-vzaimoponimanii"),
        ("Соглашение о сельском хозяйстве", "soglashenie-o-selskom-khoziaistve"),
        ("Sanʼat va Samarqand", "sanat-va-samarqand"),
        ("…«»", ""),
        ("", ""),
        ("word " * 16 + "end", "-".join(["word"] * 16)),
        ("aaaa " * 15 + "bbbbb", "-".join(["aaaa"] * 15) + "-bbbbb"),
        ("x" * 81, "x" * 80),
    ],
)
def test_slug_from_title(title, slug):
    assert slug_from_title(title) == slug


@pytest.mark.parametrize("sign", APOSTROPHES)
def test_slug_from_a_title_with_any_apostrophe(sign):
    assert slug_from_title(f"O{sign}zbekiston va g{sign}oya") == "ozbekiston-va-goya"


@given(st.text(max_size=200))
def test_slugs_are_short_and_plain(title):
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug_from_title(title))
    assert len(slug_from_title(title)) <= 80


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("roadmap", "The Roadmap", True),
        ("o'zbek", "OʻZBEKISTON", True),
        ("oʻzbek", "o`zbek", True),
        ("oʻzbek", "Ozbek", True),
        ("ozbekiston", "Oʻzbekiston", True),
        ("sanat", "Sanʼat", True),
        ("ozbek", "o bek", False),
        ("san’at", "SANʼAT", True),
        ("'", "abc", False),
        ("'", "aʼc", True),
        ("все", "ВСЁ", True),
        ("Ёлка", "елка", True),
        ("a.b", "axb", False),
        ("(R&D)", "the (r&d) plan", True),
        ("\\d", "5", False),
    ],
)
def test_search_pattern(word, text, found):
    assert bool(re.search(search_pattern(word), text, re.IGNORECASE)) is found


@given(st.text(min_size=1))
def test_search_pattern_finds_the_word_itself(word):
    assert re.search(search_pattern(word), word, re.IGNORECASE)


def test_each_word_of_a_query_is_looked_for_once_and_not_without_end():
    assert query_words("Plan  a plan A") == ["plan", "A"]
    assert len(query_words(" ".join(map(str, range(100))))) == 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("one two", ["one two"]),
        ("one two three", ["one two", "three"]),
        ("one\n\ntwo three", ["one", "two three"]),
        ("a-long-word-without-end", ["a-long-wor", "d-without-", "end"]),
        ("0123456789 x", ["0123456789", "x"]),
    ],
)
def test_long_text_is_cut_between_paragraphs_or_words(text, expected):
    assert list(split_long_text(text, 10)) == expected
