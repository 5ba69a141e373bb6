"""Splits text into sentences; the same rules for English, Russian and Uzbek.

In doubt two sentences stay one: a long sentence is still exact evidence, half a sentence is not.
"""

import re


def _words(listed):
    return frozenset(listed.split())


_NEVER_LAST = _words("Mr Mrs Ms Messrs Dr Prof vs e.g i.e т.е т.н г-н г-жа проф акад")
"""Abbreviations that never end a sentence."""

_BEFORE_NUMBER = _words(
    "no nos art arts sec fig figs vol ch p pp par para paras n с стр ст п пп ч гл рис табл т ок"
)
"""Abbreviations only before a number, otherwise words (lower case)."""

_SELDOM_LAST = _words(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec янв февр фев апр авг сент окт нояб дек "
    "St Mt Gen Col Lt Maj Capt Sgt Gov Sen Rep Amb Hon Rev Fr Jr Sr Inc Ltd Co Corp Dept Univ "
    "etc al cf ca approx est ed eds v a.m p.m bn mn "
    "г гг в вв н.э т.ч им см ср ул д о р обл р-н пос пр тыс млн млрд трлн руб долл "
    "y yy mln mlrd prof akad dots Art Sec No "
    "Sh Ch Ya Ye Yo Yu Ts Дж"
)
"""These, and initials, end a sentence only before a word of ``_FIRST_WORDS``."""

_FIRST_WORDS = _words(
    "The This These That Those There It Its He She They We His Her Their Our A An In On At By For "
    "From To With As If But And Or When While Where During After Before Since Through However "
    "Moreover Furthermore Also Then Thus Today Such Both Each Many Some All Another According "
    "Он Она Оно Они Мы Его Её Ее Их Это Эта Эти Этот В Во На С Со По При После Перед До Для За Из "
    "От Об О У К А И Но Как Если Когда Где Так Такие Такой Также Тогда Там Затем Кроме Однако "
    "Поэтому Сегодня Все Всего Каждый Среди Согласно "
    "Bu Ushbu Shu Shunday Shuningdek U Ular Uning Ularning Biz Bizning Bunda Bundan Keyin Va Ammo "
    "Lekin Biroq Har Hozir Bugun Agar"
)
"""Words that begin sentences and rarely names."""

_OPENING, _CLOSING, _DASHES = r"\"'«“‘„‚(\[¿¡", r"\"'»”’“‘)\]", "—–-"
_GAP = re.compile(r"\s+")
_END = re.compile(rf"([.!?…]+)((?:[{_CLOSING}]|\[\d+\])*)$")
_ONLY_MARKS = re.compile(r"[(\[][.!?…]+[)\]]$")
_NUMBERING = re.compile(rf"[{_OPENING}]*(?:\d{{1,3}}(?:\.\d{{1,3}})*|[IVXLC]{{1,5}})\.")
_LAST_WORD = re.compile(r"(?:(?<!\w)[^\W\d_]\.\s?)+[^\W\d_]$|[^\W\d_][\w'ʻʼ‘’`-]*$")
_NOT_LETTERS = re.compile(r"[\s'ʻʼ‘’`]")
_NEXT = re.compile(rf"(?P<dash>[{_DASHES}]+\s+)?[{_OPENING}]*(?P<word>\w[\w'ʻʼ‘’`-]*)?(?P<dot>\.?)")
_WHOLE = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»|„[^„“”]*[“”]|“[^“”]*”|(?<![^\s(\[])\"[^\"]*\"(?!\w)"
)
_REACH = 40  # characters looked at before a gap; keeps the time linear in the length of the text


def sentences(text):
    """Return the sentences of one block of text, unchanged except for the white space between them.

    Text in brackets or quotation marks is not split, unless it is the whole text.
    """
    found, start, whole = [], len(text) - len(text.lstrip()), _kept_whole(text)
    for gap in _GAP.finditer(text.rstrip()):
        if gap.start() > start and not whole[gap.start()] and _ends(text, start, gap):
            found.append(text[start : gap.start()])
            start = gap.end()
    return [*found, text[start:].rstrip()] if text.strip() else []


def _kept_whole(text):
    """Return a byte per character: 1 within brackets or quotation marks."""
    inside, everything = bytearray(len(text)), len(text.strip())
    for span in _WHOLE.finditer(text):
        if len(span.group()) < everything:
            inside[span.start() : span.end()] = b"\1" * len(span.group())
    return inside


def _ends(text, start, gap):
    """Return whether the sentence that starts at ``start`` ends before ``gap``."""
    before = text[max(start, gap.start() - _REACH) : gap.start()]
    end, following = _END.search(before), _NEXT.match(text, gap.end())
    if not end or _ONLY_MARKS.search(before):
        return False
    word = following["word"] or ""
    if word[:1].islower() or (following["dash"] and end[2]):
        return False  # “…?” he asked; «…?» — спросил он
    if end[1] != ".":
        return True
    if _NUMBERING.fullmatch(text, start, gap.start()):
        return False
    return _may_be_last(before[: end.start()], word, followed_by_dot=bool(following["dot"]))


def _may_be_last(before, following, followed_by_dot):
    """Whether the word before a full stop can end a sentence, given the next word."""
    match = _LAST_WORD.search(before)
    if not match:
        return True
    letters = _NOT_LETTERS.sub("", match.group())  # "т. е" → "т.е", "Oʻ" → "O"
    if not letters:
        return True
    if letters in _NEVER_LAST:
        return False
    if letters.casefold() in _BEFORE_NUMBER and following[:1].isdigit():
        return False
    is_initial = letters[-1].isupper() and letters[-2:-1] in ("", ".")
    if is_initial or letters in _SELDOM_LAST:
        return following in _FIRST_WORDS and not followed_by_dot
    return True
