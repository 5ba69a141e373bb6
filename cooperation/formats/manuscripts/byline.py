"""Reads bylines: name, role and institution of an author."""

import re
from dataclasses import dataclass

from cooperation.domain.dates import PartialDate, PartialDateError

LONGEST_LINE = 120
MOST_LINES = 8

_MARK = re.compile(r"(?:written by|by|автор(?:ы)?|muallif|муаллиф)(?:\s*[:—–-]\s*|\s+)", re.I)
_DATE_MARK = re.compile(r"(?:published|date|дата|опубликовано|sana|сана)\s*[:—–-]\s*", re.I)
_SENTENCE_END = re.compile(r"[.!?…]['\"»”’)\]]*$")
_NAME_WORD = re.compile(r"[^\W\d_](?:\.|[^\W\d_]?[\w'ʻʼ‘’`-]*)(?:[^\W\d_]\.)*")
_PARENTAGE = frozenset(("oʻgʻli", "o'g'li", "qizi", "ўғли", "қизи", "de", "van", "von", "al"))
_ENGLISH = (
    "Institute|University|Centre|Center|Ministry|Academy|Agency|Committee|Council|Office|"
    "Association|Foundation|School|Organization|Organisation|Bank|Company|Embassy"
)
_RUSSIAN = (
    "институт|университет|центр|министерств|академи|агентств|комитет|совет|управлени|фонд|"
    "ассоциаци|организаци|посольств"
)
_UZBEK = (
    "institut|universitet|markaz|vazirlig|akademiya|agentlig|qo[ʻ'‘’]?mita|tashkilot|"
    "институт|университет|марказ|вазирлиг|академия|агентлиг|қўмита|ташкилот"
)
_CAPITAL = r"[A-ZА-ЯЁЎҚҒҲ]"
_INSTITUTION = {
    "en": re.compile(
        r"(?:\s*[,\n]\s*(?:the\s+)?|\s+(?:at|of|in|from|with)\s+(?:the\s+)?)"
        rf"(?=(?:[A-Z][\w-]*\s+(?:and\s+|of\s+|for\s+)?)*(?:{_ENGLISH})\b)"
    ),
    "ru": re.compile(
        rf"[,\s]+(?=(?:{_CAPITAL}[\w«»\"-]*\s+(?:[\w-]+\s+){{0,3}}?)?(?i:{_RUSSIAN}))"
    ),
}


@dataclass(frozen=True)
class Byline:
    """``words`` is the byline as in the text, as one line."""

    name: str
    role: str = ""
    institution: str = ""
    words: str = ""


def may_be_byline(line):
    """Whether a line is short and not a sentence."""
    words = line.split()
    return len(line) <= LONGEST_LINE and (
        not _SENTENCE_END.search(line) or bool(words and re.fullmatch(r"\W*\w\.", words[-1]))
    )


def read_byline(lines, language):
    """Return the Byline in these lines; None if the first has no name."""
    first = _MARK.sub("", lines[0], count=1) if _MARK.match(lines[0]) else lines[0]
    name, _comma, rest = first.partition(",")
    if not looks_like_name(name.strip()):
        return None
    more = [rest.strip(" ,"), *(line for line in lines[1:] if not _is_contact(line))]
    role, institution = _role_and_institution("\n".join(filter(None, more)), language)
    return Byline(name.strip(), role, institution, " ".join(lines))


def has_byline_mark(line):
    """Whether a line begins with a byline mark: “By …”, “Автор: …”, “Muallif: …”."""
    mark = _MARK.match(line)
    return bool(mark) and looks_like_name(line[mark.end() :].partition(",")[0].strip())


def looks_like_name(text):
    """Whether a text looks like the name of a person: two to four words with capitals."""
    words = text.split()
    if not 2 <= len(words) <= 4 or re.search(_ENGLISH, text):
        return False
    if re.search(f"{_RUSSIAN}|{_UZBEK}", text.casefold()):
        return False
    named = [word for word in words if word not in _PARENTAGE]
    return (
        all(word[0].isupper() and _NAME_WORD.fullmatch(word) for word in named)
        and any(len(word) > 2 and not word.isupper() for word in named)
        and len(named) >= 2
    )


def read_date_line(line):
    """Return the PartialDate of a line with only a date, or a place and a date; otherwise None."""
    text = _DATE_MARK.sub("", line, count=1) if _DATE_MARK.match(line) else line
    for each in (text, text.partition(",")[2].strip()):
        if re.search(r"\d{4}", each):
            try:
                return PartialDate.parse(each)
            except PartialDateError:
                continue
    return None


def _is_contact(line):
    return "@" in line or "://" in line


def _role_and_institution(text, language):
    """Split “Head of Section at the Institute of …” into role and institution."""
    if language == "uz" and (last := _last_institution(text)):
        institution, rest = text[:last].strip(" ,\n"), text[last:].strip(" ,\n")
        if "\n" in institution and not rest:  # the role stands on lines of its own, before it
            rest, _line, institution = institution.partition("\n")
        return _one_line(rest), _one_line(institution)
    found = _INSTITUTION[language].search(f"\n{text}") if language != "uz" else None
    if not found:
        return _one_line(text), ""
    text = f"\n{text}"
    return _one_line(text[: found.start()]), _one_line(text[found.end() :])


def _last_institution(text):
    ends = [match.end() for match in re.finditer(rf"(?i:{_UZBEK})\w*", text)]
    return ends[-1] if ends else 0


def _one_line(text):
    return " ".join(text.split()).strip(" ,;")
