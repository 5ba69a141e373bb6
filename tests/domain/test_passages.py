"""Sentences with their mark-up, their addresses, and how they are followed through edits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.texts.passages import (
    Sentence,
    match_sentences,
    sentence_address,
    split_sentences,
)
from cooperation.domain.texts.text import blocks


def test_split_keeps_blocks_groups_and_inline_markup():
    html = (
        "<h2>Part &amp; one</h2>"
        '<p>First <em>of. Second</em> <a href="/x/?a=1&amp;b=2">link</a>.</p>'
        "<ul><li><p>One.</p><p>Still one.</p></li><li>Two.</li></ul>"
        "<blockquote><p>Said so.</p></blockquote>"
    )
    assert split_sentences(html) == [
        Sentence(0, "heading", 2, "", 0, "Part & one", "Part &amp; one"),
        Sentence(1, "paragraph", None, "", 0, "First of.", "First <em>of.</em>"),
        Sentence(
            1,
            "paragraph",
            None,
            "",
            0,
            "Second link.",
            '<em>Second</em> <a href="/x/?a=1&amp;b=2">link</a>.',
        ),
        Sentence(2, "item", None, "ul", 1, "One.", "One."),
        Sentence(3, "item", None, "ul", 1, "Still one.", "Still one."),
        Sentence(4, "item", None, "ul", 2, "Two.", "Two."),
        Sentence(5, "quote", None, "blockquote", 2, "Said so.", "Said so."),
    ]


def test_line_break_is_kept_and_white_space_is_one_space():
    [sentence] = split_sentences("<p>  One\n\n two<br>three&nbsp; </p>")
    assert (sentence.text, sentence.html) == ("One two three", "One two<br>three")


def test_markup_that_is_not_allowed_is_left_out():
    [sentence] = split_sentences(
        '<p><a onclick="x()" href="&quot;><script>">a</a> <i>b</i> &lt;b&gt;</p>'
    )
    assert sentence.html == '<a href="&quot;&gt;&lt;script&gt;">a</a> b &lt;b&gt;'


@given(st.text(alphabet="ab. <>/p&;\n", max_size=80))
def test_split_never_fails_and_agrees_with_blocks(html):
    texts = {}
    for sentence in split_sentences(html):
        texts.setdefault(sentence.block, []).append(sentence.text)
    assert [" ".join(parts) for parts in texts.values()] == [block.text for block in blocks(html)]


def test_address_depends_on_the_words_and_is_never_given_twice():
    first = sentence_address("The same.", set())
    second = sentence_address("The same.", {first})
    assert (second, sentence_address("Other.", {first}) != first) == (f"{first}-2", True)


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("abc", "abc", {0: 0, 1: 1, 2: 2}),
        ("abc", "xabc", {1: 0, 2: 1, 3: 2}),
        ("abc", "axc", {0: 0, 2: 2}),
        ("abc", "cab", {1: 0, 2: 1, 0: 2}),
        ("abab", "ab", {0: 0, 1: 1}),
        ("axbx", "abx", {0: 0, 1: 2, 2: 3}),
        ("ab", "abb", {0: 0, 1: 1}),
        ("", "a", {}),
        ("a", "", {}),
    ],
)
def test_follow(old, new, kept):
    assert match_sentences(list(old), list(new)) == kept
