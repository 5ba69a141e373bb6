"""Finds quantities with their units in a sentence, and claims to be the first."""

import re

from django.utils.translation import gettext_lazy as _

from cooperation.domain.clues.dates import Clue
from cooperation.domain.numbers import SPACES, TwoReadingsError, plain_number, read_number
from cooperation.domain.quantities import Quantity, QuantityError, parse_quantity
from cooperation.domain.texts.spans import Spans

_BEFORE = (
    "more than|no less than|no fewer than|less than|fewer than|no more than|at least|at most|up to"
    "|over|above|under|below|around|about|approximately|roughly|exactly|nearly|almost|some"
    "|не менее|не более|более чем|более|больше|свыше|менее|меньше|до|около|примерно|приблизительно"
    "|ровно|почти|kamida|chamasi|taxminan|qariyb|камида|чамаси|тахминан|қарийб"
)
_LOOSE = {"nearly", "almost", "some", "почти", "qariyb", "қарийб"}
"""Qualifiers without an equal in the register: read as “about”, with a doubt."""
_WORDS = {
    word: number
    for number, words in {
        2: "two два две двух ikkita иккита", 3: "three три трех трёх uchta учта",
        4: "four четыре четырех четырёх toʻrtta to'rtta to‘rtta тўртта",
        5: "five пять пяти beshta бешта",
        6: "six шесть шести oltita олтита", 7: "seven семь семи yettita еттита",
        8: "eight восемь восьми sakkizta саккизта",
        9: "nine девять девяти toʻqqizta to'qqizta тўққизта",
        10: "ten десять десяти oʻnta o'nta o‘nta ўнта", 11: "eleven", 12: "twelve", 20: "twenty",
    }.items()
    for word in words.split()
}  # fmt: skip
_NUMBER = rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)*|\d+(?:[.,'’]\d+)*"
_COUNT = re.compile(
    rf"(?<![\w./:№$€-])(?:(?P<before>{_BEFORE})\s)?"
    rf"(?P<number>{_NUMBER}|(?:{'|'.join(_WORDS)})(?![\w-]))"
    r"(?P<after>\s?(?:ta|nafar|та|нафар)?\s?"
    r"(?:(?:dan|дан)\s(?:ortiq|ziyod|kam|ортиқ|зиёд|кам)|(?:ga|га)\s(?:yaqin|яқин)))?"
    r"(?P<pieces>\s?(?:ta|nafar|та|нафар)(?!\w))?"
    r"(?P<percent>\s?(?:%|per\s?cent\b|процент\w*|foiz\w*|фоиз\w*))?"
    r"(?![\w/])",
    re.IGNORECASE,
)
_NO_COUNT_BEFORE = re.compile(
    r"(?:\b(?:no|nos|number|art|article|articles|resolution|page|p|section|chapter|paragraph|para"
    r"|ст|статья|статьи|п|пункт|резолюци\w+|гл)\.?|№)\s?$",
    re.IGNORECASE,
)
_NO_COUNT_AFTER = re.compile(
    r"-?(?:st|nd|rd|th|й|я|е|го|му|ой|ая|chi|inchi|nchi|чи|инчи|сон\w*|son\w*)\b|:\d"
)
_STOP_WORDS = (
    "of in at by to for with from on into under during were was is are be been has have had who "
    "which that this these those took attended participated including as or until than per "
    "в во на с со по для от из к у о об при под за над до не что были был было была "
    "uchun bilan учун билан"
)
_STOP = frozenset(_STOP_WORDS.split())
_ADJECTIVE = re.compile(
    r".*(?:ых|их|ые|ие|iy|aro|lik|dagi|авий|овий|ивий|лий|мий|дий|аро|лик|даги)", re.IGNORECASE
)
_AND = frozenset(("and", "и", "va", "ва"))
_PLURALS = frozenset(("people", "men", "women", "children", "staff", "percent"))
_UZBEK = re.compile("ko.?plab|bir (?:qancha|necha)|кўплаб|бир (?:қанча|неча)", re.IGNORECASE)
_REACH = 40
"""Characters before a number that are searched."""
_WORD = re.compile(r"\s?([^\W\d_][\w'ʻʼ‘’`-]*)")
_VAGUE = re.compile(
    r"\b(?:numerous|several|dozens|hundreds|thousands|a number of|многочисленн\w+|несколько|десятки"
    r"|сотни|тысячи|целый ряд|koʻplab|ko'plab|ko‘plab|bir qancha|bir necha|кўплаб|бир қанча"
    r"|бир неча)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:first-ever|first(?=\s[\"“«\w])(?:\s(?:[\"“«][^\"”»]{0,200}[\"”»]|(?!of\b|time\b)[\w-]+))"
    r"|впервые|перв(?:ый|ая|ое|ые|ого|ой|ую|ом)\s\w+|(?:birinchi|ilk|биринчи|илк)\s\w+)"
)


def find_quantities(sentence, dates, language):
    """Return the Clues to quantities and firsts in a sentence; ``dates`` are its Clues to dates."""
    matches = _COUNT.finditer(sentence)
    found = [*filter(None, (_count(sentence, match, language) for match in matches))]
    for match in _VAGUE.finditer(sentence):
        end = match.end() + len(_unit(sentence, match.end(), bool(_UZBEK.match(match[0]))))
        words = sentence[match.start() : end]
        found.append(Clue("quantity", match.start(), end, words, None, _("no number is given")))
    for match in _FIRST.finditer(sentence):
        doubt = _("a claim to be the first, not a count")
        found.append(Clue("claim", *match.span(), match[0], None, doubt))
    taken = Spans((date.start, date.end) for date in dates)
    free = [clue for clue in found if not taken.touches(clue.start, clue.end)]
    return sorted(free, key=lambda clue: clue.start)


def _count(sentence, match, language):
    if _NO_COUNT_BEFORE.search(sentence[max(0, match.start() - _REACH) : match.start()]):
        return None
    if _NO_COUNT_AFTER.match(sentence, match.end("number")):
        return None
    is_uzbek = bool(match["after"] or match["pieces"])
    unit = match["percent"] or _unit(sentence, match.end(), is_uzbek)
    end = match.end() + (0 if match["percent"] else len(unit))
    words = sentence[match.start() : end]
    try:
        quantity = _quantity(match, language)
    except TwoReadingsError as two:
        return Clue("quantity", match.start(), end, words, None, str(two))
    if quantity is None or (match["number"].casefold() in _WORDS and not unit):
        return None
    doubt = "" if unit.strip() else _("what is counted is not clear")
    if (match["before"] or "").casefold() in _LOOSE:
        doubt = _("“%s” is not among the choices: choose how exact the number is") % match["before"]
    value = Quantity(quantity.value, quantity.qualifier, unit.strip())
    return Clue("quantity", match.start(), end, words, value, doubt)


def _quantity(match, language):
    """Return the number with its qualifier as Quantity; None if it cannot be read."""
    before, number = (match["before"] or "").casefold(), match["number"].casefold()
    before = "about" if before in _LOOSE else before.replace("более чем", "более")
    after = " ".join(
        re.findall(
            r"dan|дан|ga|га|ortiq|kam|yaqin|ортиқ|кам|яқин",
            (match["after"] or "").replace("ziyod", "ortiq").replace("зиёд", "ортиқ"),
        )
    )
    value = _WORDS.get(number) or read_number(number, language)
    if value is None:
        return None
    try:
        return parse_quantity(" ".join(filter(None, (before, plain_number(value), after))))
    except QuantityError:
        return None


def _unit(sentence, start, is_uzbek):
    """Return the words after a number that name its unit; "" if there are none."""
    position = nouns = start
    for _step in range(7):
        match = _WORD.match(sentence, position)
        if not match or match[1].casefold() in _STOP or not match[0][0].isspace():
            break
        word = match[1].casefold()
        position = match.end()
        if word in _AND:
            continue
        nouns = position
        if _is_noun(word, is_uzbek):
            return sentence[start:position]
    return sentence[start:nouns] if nouns - start <= 25 else ""


def _is_noun(word, is_uzbek):
    if word.isascii() and not is_uzbek:
        is_plural = word.endswith("s") and not word.endswith(("ss", "'s", "ous", "us", "is"))
        return is_plural or word in _PLURALS
    return not _ADJECTIVE.fullmatch(word)
