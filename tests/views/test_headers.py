"""The headers that protect readers and editors, on every sort of page."""

import re

import pytest

from cooperation.models import Page
from tests.support.factories import FACTORIES
from tests.support.pages import KINDS, body_of, list_address

SAFE = {
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "manifest-src": "'self'",
}

PUBLIC = ["/", "/pages/about/", "/nothing/", "/agreements/?type=zz", *map(list_address, KINDS)]
MACHINES = ["/robots.txt", "/sitemap.xml", "/sitemap-lists.xml", "/healthz", "/readyz", "/llms.txt"]
MACHINES += ["/site.webmanifest", "/feeds/all.atom", "/feeds/all.rss", "/events.ics"]
ADMIN = ["/admin/", "/admin/login/", "/admin/cooperation/agreement/"]
ADMIN += ["/admin/cooperation/article/add/", "/admin/cooperation/event/add/"]


def protection(response):
    """Return the protecting headers, and the policy without the nonce of this answer."""
    policy = re.sub(r" ?'nonce-[^']+'", "", response.headers["Content-Security-Policy"])
    return (
        {name: response.headers.get(name) for name in SAFE},
        dict(rule.split(" ", 1) for rule in policy.split("; ")),
    )


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page_is_protected(client, db, address):
    Page.objects.create(slug="about", title_en="About", body_en="<p>Text</p>")
    assert protection(client.get(address)) == (SAFE, POLICY)


@pytest.mark.parametrize("kind", KINDS)
def test_detail_is_protected(client, db, kind):
    response = client.get(FACTORIES[kind]().get_absolute_url())
    assert protection(response) == (SAFE, POLICY)
    assert set(response.cookies) == set()


@pytest.mark.parametrize("address", ADMIN)
def test_admin_page_is_protected(admin_client, address):
    response = admin_client.get(address)
    safe, policy = protection(response)
    assert policy == POLICY
    assert safe == SAFE | {"Referrer-Policy": safe["Referrer-Policy"]}
    assert safe["Referrer-Policy"] in (SAFE["Referrer-Policy"], "same-origin")


@pytest.mark.parametrize("address", MACHINES)
def test_machine_page_is_protected(client, db, address):
    assert protection(client.get(address)) == (SAFE, POLICY)


def test_nonce_is_new_for_each_answer(admin_client):
    address = "/admin/cooperation/article/add/"
    policies = [admin_client.get(address).headers["Content-Security-Policy"] for _ in range(2)]
    nonces = [set(re.findall(r"'nonce-([^']+)'", policy)) for policy in policies]
    assert [len(found) for found in nonces] == [1, 1]
    assert nonces[0] != nonces[1]


FOREIGN = re.compile(r"""(?:src|href|action|srcset)=["'](?:https?:)?//([^/"']+)""")


@pytest.mark.parametrize("address", [*PUBLIC, *ADMIN])
def test_page_names_no_other_host_and_runs_nothing_inline(admin_client, address):
    Page.objects.create(slug="about", title_en="About", body_en="<p>Text</p>")
    body = body_of(admin_client.get(address))
    unlicensed = re.sub(r'<a href="[^"]+" rel="license">', "", body)
    assert set(FOREIGN.findall(unlicensed)) <= {"127.0.0.1:8000"}
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", body)
    styles = re.findall(r"<style([^>]*)>", body)
    data = re.compile(r'type="application/(?:ld\+)?json"')
    assert [tag for tag in scripts if "nonce=" not in tag and not data.search(tag)] == []
    assert [tag for tag in styles if "nonce=" not in tag] == []
    assert re.findall(r"<[^>]+\s(on[a-z]+|style)=[\"']", body) == []
