"""HTML and SVG read tag by tag: what is not to be changed keeps its bytes."""

import re
from html import escape
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
VOID |= {"source", "track", "wbr"}

LINKS = ("href", "src", "action", "srcset")
"""The attributes that lead to other files."""

_VALUE = r"""(\s{}\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)"""


class Tag:
    """A start tag as it stands in the text; ``attributes`` are its unescaped values."""

    def __init__(self, name, attributes, text):
        self.name, self.text = name, text
        self.attributes = {key: value or "" for key, value in attributes}

    def get(self, name):
        return self.attributes.get(name, "")

    def put(self, name, value):
        """Replace the value of an attribute, or add it."""
        filled = f'"{escape(value)}"'
        pattern = re.compile(_VALUE.format(re.escape(name)), re.I)
        if pattern.search(self.text):
            self.text = pattern.sub(lambda found: f"{found[1]}{filled}", self.text, count=1)
        else:
            self.text = re.sub(r"\s*(/?)>$", rf" {name}={filled}\1>", self.text)
        self.attributes[name] = value

    def drop(self, name):
        """Take an attribute away."""
        pattern = rf"\s{re.escape(name)}(\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?(?=[\s/>])"
        self.text = re.sub(pattern, "", self.text, count=1, flags=re.I)
        self.attributes.pop(name, None)


class Rewriter(HTMLParser):
    """Writes markup again. ``start`` decides on each start tag; the rest stays as it is.

    ``start`` returns what stands in the place of the tag and what in the place of its end tag,
    or None to take the element away with everything in it.
    """

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self._out, self._ends, self._gone, self._raw_end = [], [], 0, ""

    def start(self, tag):
        return tag.text, None

    def rewritten(self, text):
        """Return the text as it is to be."""
        self.feed(text)
        self.close()
        return "".join(self._out)

    @property
    def open_tags(self):
        """The names of the elements that are open, from the outside in."""
        return [name for name, _end in self._ends]

    def write(self, text):
        """Add something to the text at this place, unless it is in an element taken away."""
        if not self._gone:
            self._out.append(text)

    def handle_starttag(self, name, attributes):
        tag, is_void = Tag(name, attributes, self.get_starttag_text()), name in VOID
        if self._gone:
            self._gone += 0 if is_void else 1
            self._ends += [] if is_void else [(name, "")]
            return
        decided = self.start(tag)
        if decided is None:
            if not is_void:
                self._gone = 1
                self._ends.append((name, ""))
            return
        text, end = decided
        self._out.append(text)
        if not is_void:
            self._ends.append((name, end))

    def handle_startendtag(self, name, attributes):
        if not self._gone:
            decided = self.start(Tag(name, attributes, self.get_starttag_text()))
            self._out.append(decided[0] if decided else "")

    def parse_endtag(self, i):
        self._raw_end = self.rawdata[i : self.rawdata.find(">", i) + 1]
        return super().parse_endtag(i)

    def handle_endtag(self, name):
        end = self._raw_end
        if name in self.open_tags:
            while True:  # what was left open inside it ends here too
                opened, instead = self._ends.pop()
                was_gone = self._gone
                self._gone -= 1 if self._gone else 0
                if opened == name:
                    break
            if was_gone:
                return
            end = self._raw_end if instead is None else instead
        self.write(end)

    def handle_data(self, data):
        self.write(data)

    def handle_entityref(self, name):
        self.write(f"&{name};")

    def handle_charref(self, name):
        self.write(f"&#{name};")

    def handle_comment(self, data):
        self.write(f"<!--{data}-->")

    def handle_decl(self, decl):
        self.write(f"<!{decl}>")

    def unknown_decl(self, data):
        self.write(f"<![{data}]>")

    def handle_pi(self, data):
        self.write(f"<?{data}>")


class _Links(Rewriter):
    def __init__(self):
        super().__init__()
        self.found = []

    def start(self, tag):
        for name in LINKS:
            if tag.get(name):
                self.found += addresses_in(name, tag.get(name))
        return tag.text, None


def links_of(text):
    """Return all addresses to which the tags of a text lead, in order."""
    reader = _Links()
    reader.rewritten(text)
    return reader.found


def addresses_in(name, value):
    """Return the addresses in an attribute: one, or those of all sizes of a picture."""
    if name != "srcset":
        return [value]
    return [each.split()[0] for each in value.split(",") if each.strip()]
