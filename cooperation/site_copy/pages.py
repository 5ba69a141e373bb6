"""Changes the pages of the site so that they work as files, without a server."""

import copy
import re
from collections.abc import Callable
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter

from cooperation.site_copy.addresses import address_in_copy, relative_link, site_address
from cooperation.site_copy.assets import is_kept

LINKS = ("href", "src", "action", "srcset")
"""The attributes that lead to other files."""

NEEDS_SITE = (
    "[data-online], [name=csrfmiddlewaretoken], link[rel=preload], link[rel=manifest], "
    "meta[property^='og:'], meta[name^='twitter:']"
)
"""The elements that make no sense without the site itself."""

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; "
    "img-src 'self' data: file:; font-src 'self' file:; form-action 'self' file:; base-uri 'none'"
)
"""Content Security Policy, Level 3, in the page itself; ``file:`` for pages opened from a disk."""

ICONS = re.compile(r"icons(\.\w+)?\.svg#([\w-]+)$")
NOT_IN_COPY = "not-in-copy"


class Place(NamedTuple):
    """A page in the copy: its file, its address on the site, and what finds files of addresses."""

    file: str
    address: str
    file_for: Callable

    def link(self, link):
        """Return a link of the page as it is in the copy; "" if the copy has no such file."""
        address = site_address(link, self.address)
        if not link or link.startswith("#") or address is None:
            return link
        target = self.file_for(address_in_copy(address))
        if target is None:
            return ""
        _rest, sign, anchor = link.partition("#")
        if target == self.file and sign:
            return f"#{anchor}"
        return f"{relative_link(target, self.file)}{sign}{anchor}"


class Added(NamedTuple):
    """What a page gains in the copy.

    ``note`` stands on top of what the page shows, ``main``, if given, in the place of it;
    ``scripts`` are files that it loads beside its own.
    """

    note: str
    main: str = ""
    scripts: tuple = ()


class PageFormatter(HTMLFormatter):
    """Writes attributes in the order in which they stand, and ``<br>`` without a slash."""

    def __init__(self):
        super().__init__(EntitySubstitution.substitute_xml, void_element_close_prefix="")

    def attributes(self, tag):
        return tag.attrs.items()


def html(text):
    """Return the tree of an HTML page or of a part of one."""
    return BeautifulSoup(text, "html.parser")


def links_of(text):
    """Return all addresses to which a page leads, in order."""
    tags = html(text).find_all(_has_link)
    return [
        address
        for tag in tags
        for name in LINKS
        if tag.get(name)
        for address, *_size in _candidates(name, tag[name])
    ]


def icons_of(sprite):
    """Return {name: ``symbol``} of the icons in a sprite, ready to stand in a page."""
    found = {symbol["id"]: symbol for symbol in html(sprite).find_all("symbol")}
    for name, symbol in found.items():
        symbol["id"] = f"icon-{name}"
    return found


def page_in_copy(text, place, icons, added):
    """Return an HTML page as it is in the copy.

    ``icons`` is {name: drawing}, since pages that are files may not use those of another file.
    """
    page = html(text)
    if page.main:
        if added.main:
            page.main.clear()
        page.main.insert(0, html(added.note + added.main))
    _remove_what_needs_the_site(page, place)
    _rewrite_links(page, place)
    _put_icons_inside(page, icons)
    _load_plain_scripts(page, [relative_link(script, place.file) for script in added.scripts])
    if charset := page.find("meta", charset=True):
        policy = {"http-equiv": "Content-Security-Policy", "content": POLICY}
        charset.insert_after(page.new_tag("meta", attrs=policy))
    return page.decode(formatter=PageFormatter())


def _has_link(tag):
    return not tag.attrs.keys().isdisjoint(LINKS)


def _candidates(name, value):
    """Return [address, …] of each address in an attribute: one, or those of a picture in sizes."""
    if name != "srcset":
        return [[value]]
    return [each.split() for each in value.split(",") if each.strip()]


def _remove_what_needs_the_site(page, place):
    for tag in page.select(NEEDS_SITE):
        tag.decompose()
    for form in page.find_all("form"):
        if not (site_address(form.get("action", ""), place.address) or "").endswith("/search/"):
            form.decompose()
    for script in page.find_all("script", type=lambda type_: type_ != "application/ld+json"):
        if not is_kept(script.get("src", "")):
            script.decompose()
    for tag in page.find_all(True):
        for name in ("nonce", "data-suggestions"):
            tag.attrs.pop(name, None)


def _rewrite_links(page, place):
    for tag in page.find_all(_has_link):
        if tag.name == "use" or "canonical" in tag.get("rel", ()):
            continue
        for name in LINKS:
            if name not in tag.attrs:
                continue
            candidates = _candidates(name, tag[name])
            found = [(place.link(address), *size) for address, *size in candidates]
            value = ", ".join(" ".join(each) for each in found if each[0])
            if value:
                tag[name] = value
            else:
                del tag[name]
        if tag.name == "link" and "href" not in tag.attrs:
            tag.decompose()
        elif tag.name == "a" and "href" not in tag.attrs:
            tag.name, tag.attrs = "span", {"class": NOT_IN_COPY}
            if tag.find_parent("svg"):
                tag.name, tag.attrs = "g", {}


def _put_icons_inside(page, icons):
    used = set()
    for use in page.find_all("use", href=ICONS):
        name = ICONS.search(use["href"])[2]
        if name in icons:
            use["href"] = f"#icon-{name}"
            used.add(name)
    if used and page.body:
        sprite = page.new_tag("svg", attrs={"hidden": "", "aria-hidden": "true"})
        sprite.extend(copy.copy(icons[name]) for name in sorted(used))
        page.body.append(sprite)


def _load_plain_scripts(page, more):
    for script in page.find_all("script", src=True):
        del script["type"]
        script["defer"] = ""
    for link in more:
        page.head.append(page.new_tag("script", src=link, defer=""))
