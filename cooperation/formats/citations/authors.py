"""Splits names of authors into family and given names."""

import re
from typing import NamedTuple

_PATRONYMIC = re.compile(r"(?:[оеё]вич|ична|[оеё]вна|[oe]vich|i?chna|[oey]vna)$", re.I)
_LAST_WORDS = ("oʻgʻli", "qizi", "ugli", "угли", "кизи", "қизи", "ўғли", "oglu", "оглы", "кызы")
_PARTICLES = ("al", "bin", "da", "de", "der", "di", "dos", "du", "ibn", "la", "ter", "van", "von")


class Name(NamedTuple):
    """A split name; ``given`` is empty for a single word."""

    family: str
    given: str = ""

    @property
    def inverted(self):
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def initials(self):
        """The initials of the given names, those of double names joined: “J.-P.”"""
        words = [
            "-".join(f"{part[0]}." for part in word.split("-") if part)
            for word in self.given.split()
            if word.lower() not in _LAST_WORDS
        ]
        return " ".join(words)


def name_of(text):
    """Return a name as Name.

    The family name is last, with its particles; first if the name ends with a patronymic, as in
    “Akhmedov Timur Rustamovich”; or before a comma.
    """
    if "," in text:
        family, _comma, given = text.partition(",")
        return Name(family.strip(), given.strip())
    words = text.split()
    named = [word for word in words if word.lower() not in _LAST_WORDS]
    if len(named) < 2:
        return Name(" ".join(words))
    if len(named) < len(words) or (len(named) > 2 and _PATRONYMIC.search(named[-1])):
        return Name(words[0], " ".join(words[1:]))
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]))
