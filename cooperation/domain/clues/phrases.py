"""Finds the words of a sentence that name an agreement or an event."""

import re

from cooperation.domain.clues.words import EVENTS, INSTRUMENTS, POINTING

_DETERMINER = re.compile(r"\b(?:an?|the|its|their|his|her)\s", re.IGNORECASE)
_AND_ANOTHER = re.compile(r",?\s+and\s+(?=(?:the|an?)\s)|,\s+(?=(?:the|an?)\s)")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+|also\s+)?$")
_NO_VERB_BEFORE = re.compile(r"\b(?:the|newly|a|recently|these|its)\s$", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\s+(?:was|were|is|are|has been|have been|had been|will be)(?:\s+(?:\w+ly|also))?\s*$"
)
_CLAUSE_END = re.compile(r"[,;:.?!]|\s(?:and|which|that|who|during|to launch|after|before)\s|$")
_CAPITALS_BEFORE = re.compile(r"(?:(?:(?!(?:The|A|An)\s)[A-Z][\w'’-]*|[“\"«])\s?)*$")
_NAME_BEFORE = re.compile(
    r"(?:(?:(?!\w+(?:da|да)\s)[A-ZА-ЯЁЎҚҒҲ][\w'ʻʼ‘’-]*"
    r"|[\w-]+(?:ый|ая|ое|ой|ий|ую)|[«“\"])\s?)*$"
)
_PHRASE_END = re.compile(r"[,;:.?!]|\sи\s(?=(?:\w+\s){0,2}\w+(?:ли|лись|лся|лась|ла|ло)\b)|$")
LONGEST_TITLE = 250


def find_instruments(sentence, language, verb):
    """Yield (start, end, match of the noun) of what was signed or adopted by this verb."""
    nouns = INSTRUMENTS[language]
    if language != "en":
        head = nouns.search(sentence)
        if head:
            yield _start_of_phrase(sentence, head), _end_of_phrase(sentence, head, verb), head
        return
    before = sentence[: verb.start()]
    if _PASSIVE.search(before):
        left = max(before.rfind(";"), _last_comma_of_opening(before))
        right = verb.start() - len(_AUXILIARY.search(f" {before.rstrip()}")[0].lstrip() + " ")
        right = max(right, left + 1)
        stretch = (left + 1, right)
    elif _NO_VERB_BEFORE.search(before):
        return
    else:
        stretch = (verb.end(), _CLAUSE_END.search(sentence, verb.end()).start())
    for start, end in _coordinated(sentence, stretch, nouns):
        head = nouns.search(sentence, start, end)
        if head:
            yield _start_of_name(sentence, start, head), end, head


def _last_comma_of_opening(text):
    """Return the index of the comma before the subject; -1 without one."""
    places = [match.start() for match in re.finditer(r",(?=\s(?:an?|the)\s)", text)]
    return places[-1] if places else text.rfind(",") if "," in text else -1


def _coordinated(sentence, stretch, nouns):
    """Yield the parts of “a Plan for … and the Declaration”, each with its own noun."""
    start, limit = stretch
    cuts = [
        match
        for match in _AND_ANOTHER.finditer(sentence, start, limit)
        if _opens_with_noun(sentence[match.end() : limit], nouns)
    ]
    for cut in cuts:
        yield start, cut.start()
        start = cut.end()
    yield start, limit


def _opens_with_noun(text, nouns):
    """Whether the text begins with a noun phrase: a noun before any preposition."""
    head = nouns.search(text)
    return bool(head) and not re.search(r"\b(?:of|for|on|between|in)\b", text[: head.start()])


def _start_of_name(sentence, start, head):
    """Return the start of the name: its first capital or quotation mark, or after “a” or “the”."""
    before = sentence[max(start, head.start() - LONGEST_TITLE) : head.start()]
    first = head.start() - len(_CAPITALS_BEFORE.search(before)[0])
    if sentence[first].isupper() or sentence[first] in '“"«':
        return first
    found = [match.end() for match in _DETERMINER.finditer(sentence, start, head.start())]
    return found[-1] if found else head.start()


def _start_of_phrase(sentence, head):
    """Return the start of a Russian or Uzbek phrase: its capitalised or quoted words."""
    before = sentence[max(0, head.start() - LONGEST_TITLE) : head.start()]
    return head.start() - len(_NAME_BEFORE.search(before)[0])


def _end_of_phrase(sentence, head, verb):
    end = _PHRASE_END.search(sentence, head.end()).start()
    if head.end() <= verb.start() < end:
        end = verb.start()
        end -= len(re.search(r"(?:\s+был[аои]?)?\s*$", sentence[:end])[0])
    return end


def find_held_event(sentence, language, verb):
    """Return (start, end, type) of the event that was held; None if it is not named."""
    nouns = EVENTS[language]
    if language != "en":
        head = nouns.search(sentence)
        if head is None:
            return None
        start, end = _start_of_phrase(sentence, head), _end_of_phrase(sentence, head, verb)
        return start, end, head.lastgroup
    before = sentence[: verb.start()].rstrip()
    limit = len(before) - len(match[0]) if (match := _AUXILIARY.search(before)) else len(before)
    opening = max(sentence.rfind(",", 0, limit), sentence.rfind(";", 0, limit)) + 1
    start = opening
    if not nouns.search(sentence, start, limit) and not _PASSIVE.search(before + " "):
        start, limit = verb.end(), _CLAUSE_END.search(sentence, verb.end()).start()
    head = nouns.search(sentence, start, limit)
    if head is None:
        return None
    found = [match.end() for match in _DETERMINER.finditer(sentence, start, head.start())]
    if not found and not sentence[head.start()].isupper():
        found = [limit - len(sentence[start:limit].lstrip())]
    return (found[-1] if found else head.start()), limit, head.lastgroup


def only_points_back(sentence, language, start, head, end):
    """Whether the words only refer to something named elsewhere: “the Declaration”."""
    before = sentence[max(0, start - 12) : start]
    pointing = re.search(rf"(?:^|\s)(?:{POINTING[language].pattern})$", before, re.IGNORECASE)
    return bool(pointing) and sentence[start:end].strip(' “”"«»') == head[0].strip()


def clean_title(words):
    """Return words as a title: one line, without punctuation at the ends and unpaired quotes."""
    words = " ".join(words.split()).strip(" ,;:")
    for opening, closing in ("“”", '""', "«»"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words[:LONGEST_TITLE].strip()
