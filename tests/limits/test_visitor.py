"""The address that limits count."""

import pytest

from cooperation.limits.visitor import visitor


@pytest.mark.parametrize(
    ("forwarded", "remote", "expected"),
    [
        ("198.51.100.9, 192.0.2.1", "127.0.0.1", "192.0.2.1"),
        ("192.0.2.1,", "127.0.0.1", "127.0.0.1"),
        ("unknown", "127.0.0.1", "127.0.0.1"),
        ("192.0.2.1, not\0one", "127.0.0.1", "127.0.0.1"),
        ("::ffff:192.0.2.1", "127.0.0.1", "192.0.2.1"),
        ("2001:db8::1", "127.0.0.1", "2001:db8::/64"),
        ("2001:db8::2:0:0:1", "127.0.0.1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "127.0.0.1", "2001:db8:0:1::/64"),
        ("", "", ""),
    ],
)
def test_visitor_behind_a_proxy_is_what_the_proxy_added(rf, settings, forwarded, remote, expected):
    settings.BEHIND_PROXY = True
    request = rf.get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=remote)
    assert visitor(request) == expected


def test_visitor_without_a_proxy_cannot_choose_an_address(rf):
    request = rf.get("/", headers={"X-Forwarded-For": "192.0.2.1"}, REMOTE_ADDR="198.51.100.9")
    assert visitor(request) == "198.51.100.9"
