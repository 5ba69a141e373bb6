"""What a page must lose and gain to work as a file, without a server and without a network."""

import base64
import re
from html import escape
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import override

from cooperation.site_copy.addresses import (
    address_in_copy,
    language_of,
    relative_link,
    site_address,
)
from cooperation.site_copy.markup import LINKS, Rewriter, addresses_in

ONLINE = "data-online"
"""The attribute of elements that make no sense without the site itself."""

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; "
    "img-src 'self' data: file:; font-src 'self' file:; form-action 'self' file:; base-uri 'none'"
)
"""Content Security Policy, Level 3, in the page itself; ``file:`` for pages opened from a disk."""

SCRIPTS = ("contents", "copy", "network", "sentences")
"""The modules that need no server. A browser loads no module from a file, only plain scripts."""

SPRITE = re.compile(r"icons(\.\w+)?\.svg$")
DRAWING = re.compile(r"""url\(\s*["']?([^"'():]+\.svg)["']?\s*\)""")
NOT_IN_COPY = "not-in-copy"


class Page(NamedTuple):
    """A page or drawing of a copy: the name of its file and its address on the site.

    ``note`` stands on top of what it shows, ``main``, if given, in the place of it; ``scripts``
    are files that it loads.
    """

    file: str
    address: str
    note: str = ""
    main: str = ""
    scripts: tuple = ()


class PageWriter(Rewriter):
    """Rewrites one Page.

    ``file_for`` gives the file of an address of the site. ``symbols`` is {name: drawing} of the
    icons, since pages that are files may not use those of another file.
    """

    def __init__(self, page, file_for, symbols):
        super().__init__()
        self._page, self._file_for = page, file_for
        self._symbols, self._used = symbols, {}

    def start(self, tag):
        tag.drop("nonce")
        tag.drop("data-suggestions")
        if ONLINE in tag.attributes or tag.get("name") == "csrfmiddlewaretoken":
            return None
        decide = getattr(self, f"_{tag.name}", None)
        if decide:
            return decide(tag)
        self._lead(tag, LINKS)
        return tag.text, None

    def _link_to(self, link):
        """Return a link as it is in the copy; "" if the copy has not what it leads to."""
        if not link or link.startswith("#"):
            return link
        address = site_address(link, self._page.address)
        if address is None:
            return link
        target = self._file_for(address_in_copy(address))
        if target is None:
            return ""
        _rest, sign, anchor = link.partition("#")
        if target == self._page.file and sign:
            return f"#{anchor}"
        return f"{relative_link(target, self._page.file)}{sign}{anchor}"

    def _lead(self, tag, names):
        """Bring the links of a tag into the copy; those that lead to nothing there are dropped."""
        for name in names:
            value = tag.get(name)
            if not value:
                continue
            for each in sorted(set(addresses_in(name, value)), key=len, reverse=True):
                value = value.replace(each, self._link_to(each))
            if value:
                tag.put(name, value)
            else:
                tag.drop(name)

    def _meta(self, tag):
        if tag.get("property").startswith("og:") or tag.get("name").startswith("twitter:"):
            return None
        if "charset" in tag.attributes:
            policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            return f"{tag.text}\n  {policy}", None
        return tag.text, None

    def _link(self, tag):
        rel = tag.get("rel")
        if rel in ("preload", "manifest"):
            return None
        if rel != "canonical":
            self._lead(tag, LINKS)
            if "href" not in tag.attributes:
                return None
        return tag.text, None

    def _script(self, tag):
        if tag.get("type") == "application/ld+json":
            return tag.text, None
        name = re.sub(r"^.*/|(\.\w+)?\.js$", "", tag.get("src"))
        if name not in SCRIPTS:
            return None
        self._lead(tag, ("src",))
        tag.drop("type")
        tag.text = f"{tag.text[:-1]} defer>"
        return tag.text, None

    def _form(self, tag):
        target = site_address(tag.get("action"), self._page.address) or ""
        if tag.get("role") != "search" or not target.endswith("/search/"):
            return None
        self._lead(tag, ("action",))
        return tag.text, None

    def _a(self, tag):
        link = tag.get("href")
        if not link:
            return tag.text, None
        target = self._link_to(link)
        if target:
            tag.put("href", target)
            return tag.text, None
        if "svg" in self.open_tags:
            return "<g>", "</g>"
        return f'<span class="{NOT_IN_COPY}">', "</span>"

    def _use(self, tag):
        file, _sign, name = tag.get("href").partition("#")
        if not SPRITE.search(file) or name not in self._symbols:
            return tag.text, None
        self._used[name] = self._symbols[name]
        tag.put("href", f"#icon-{name}")
        return tag.text, None

    def _main(self, tag):
        if not self._page.main:
            return f"{tag.text}\n{self._page.note}", None
        inner = PageWriter(self._page, self._file_for, self._symbols)
        self.write(f"{tag.text}\n{self._page.note}{inner.rewritten(self._page.main)}</main>")
        return None  # what the site shows there

    def handle_endtag(self, name):
        if name == "body" and self._used:
            drawings = "".join(self._used[name] for name in sorted(self._used))
            self.write(f'<svg class="icon-sprite" hidden aria-hidden="true">{drawings}</svg>\n')
        if name == "head":
            for script in self._page.scripts:
                link = escape(relative_link(script, self._page.file))
                self.write(f'  <script src="{link}" defer></script>\n')
        super().handle_endtag(name)


def symbols_of(sprite):
    """Return {name: ``<symbol>``} of the icons in a sprite, ready to stand in a page."""
    found = re.findall(r'<symbol id="([\w-]+)"(.*?</symbol>)', sprite, re.S)
    return {name: f'<symbol id="icon-{name}"{rest}' for name, rest in found}


def with_embedded_drawings(style, folder):
    """Return a style sheet with the drawings that it uses inside: masks need the same origin."""

    def embedded(match):
        data = base64.b64encode((folder / match[1]).resolve().read_bytes()).decode()
        return f'url("data:image/svg+xml;base64,{data}")'

    return DRAWING.sub(embedded, style)


def as_plain_script(module):
    """Return a module without imports as a script that means the same: its names are its own."""
    return f'(() => {{\n"use strict";\n{module}\n}})();\n'


def words_for(template, file, **context):
    """Return something rendered in the language of a page."""
    with override(language_of(file)):
        return render_to_string(template, context)
