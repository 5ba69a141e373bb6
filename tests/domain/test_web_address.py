"""Addresses as people type them are completed, or refused with the remedy."""

import pytest

from cooperation.domain.web_address import (
    LONGEST,
    WebAddressError,
    complete_address,
    complete_web_address,
)

COMPLETED = {
    "www.example.org": "https://www.example.org",
    "example.org/path": "https://example.org/path",
    "example.org:8080/a?b#c": "https://example.org:8080/a?b#c",
    "пример.рф/путь": "https://пример.рф/путь",
    "a@example.org": "mailto:a@example.org",
    "mailto:a@example.org?subject=A b": "mailto:a@example.org?subject=A%20b",
    "http://example.org/": "http://example.org/",
    "HTTPS://example.org/A": "https://example.org/A",
    "https://127.0.0.1:8000/a": "https://127.0.0.1:8000/a",
    "//example.org/a": "https://example.org/a",
    "/\\example.org/a": "https://example.org/a",
    "\\\\example.org\\a": "https://example.org/a",
    " https://exam\u200bple.org/a\n": "https://example.org/a",
    'https://example.org/a "b"': "https://example.org/a%20%22b%22",
    "https://example.org/a?b=c\\d": "https://example.org/a?b=c%5Cd",
    "/agreements/a/": "/agreements/a/",
}


@pytest.mark.parametrize("typed", COMPLETED)
def test_address_is_completed_and_then_stays(typed):
    assert complete_address(typed) == COMPLETED[typed]
    assert complete_address(COMPLETED[typed]) == COMPLETED[typed]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("javascript:alert(1)", "cannot begin with “javascript:”"),
        ("JavaScript:alert(1)", "cannot begin with “javascript:”"),
        ("java\tscript:alert(1)", "cannot begin with “javascript:”"),
        ("\u200bjavascript:alert(1)", "cannot begin with “javascript:”"),
        ("vbscript:x", "cannot begin with “vbscript:”"),
        ("data:text/html,x", "cannot begin with “data:”"),
        ("file:///C:/a.doc", "cannot begin with “file:”"),
        ("C:\\a.doc", "cannot begin with “c:”"),
        ("ttps://example.org", "cannot begin with “ttps:”"),
        ("news/1", "“news/1” is not a full web address"),
        ("page.html", "is not a full web address"),
        ("../a", "is not a full web address"),
        ("#n2", "is not a full web address"),
        ("?a=1", "is not a full web address"),
        ("", "is not a full web address"),
        ("https://", "is not a full web address"),
        ("https:example.org", "is not a full web address"),
        ("https://https://example.org", "is not a full web address"),
        ("http://localhost/a", "is not a full web address"),
        ("http://[::1", "is not a full web address"),
        ("https://example.org:99999/", "is not a full web address"),
        ("see example.org", "is not a full web address"),
        ("a@example.org, b@example.org", "is not a full web address"),
        ("https://a:b@example.org/", "holds a name or password"),
        (f"example.org/{'a' * LONGEST}", f"Type an address of at most {LONGEST}."),
    ],
)
def test_address_that_leads_nowhere_is_refused_with_the_remedy(typed, words):
    with pytest.raises(WebAddressError, match="Type") as refused:
        complete_address(typed)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/news/1", "http://a.example/news/1"),
        ("page.html", "http://a.example/b/page.html"),
        ("../c", "http://a.example/c"),
        ("#n2", "http://a.example/b/#n2"),
        ("?q=1", "http://a.example/b/?q=1"),
        ("www.example.org", "https://www.example.org"),
        ("https://example.org/", "https://example.org/"),
    ],
)
def test_relative_address_begins_at_its_page(typed, expected):
    assert complete_address(typed, "http://a.example/b/") == expected


@pytest.mark.parametrize("typed", ["/agreements/", "a@example.org", "mailto:a@example.org"])
def test_field_for_a_web_address_takes_no_other(typed):
    assert complete_web_address("example.org") == "https://example.org"
    with pytest.raises(WebAddressError, match="is not the address of a page on the web"):
        complete_web_address(typed)
