"""Partial dates: what editors may type, what is refused, how dates compare and how they read."""

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cooperation.domain.dates import (
    OPEN,
    UNKNOWN,
    PartialDate,
    PartialDateError,
    Point,
    format_partial_date,
)
from cooperation.domain.errors import DomainError

TYPED_DATES = {
    "2022": ("2022", "in 2022", "2022 год", "2022 г.", "в 2022 году", "2022-yil", "2022 йил"),
    "2022-03": (
        *("March 2022", "march, 2022", "Mar. 2022", "March of 2022", "2022-03", "2022–03"),
        *("03.2022", "03/2022", " March\u00a02022. ", "March\u200b 2022"),
        *("март 2022 года", "марта 2022", "в марте 2022 г.", "МАРТ 2022", "2022 г., март"),
        *("2022-yil mart", "2022 yil martda", "2022-yilning mart oyida", "mart 2022"),
        *("2022 йил март", "2022-йил март ойида"),
    ),
    "2023-12-05": (
        *("5 December 2023", "December 5, 2023", "5th of December 2023", "Dec. 5, 2023"),
        *("2023-12-05", "2023-12-5", "2023.12.05", "2023/12/05", "5.12.2023", "05.12.2023"),
        *("5 декабря 2023", "5 декабря 2023 года", "5-го декабря 2023г.", "5 дек. 2023"),
        *("5-dekabr 2023", "2023-yil 5-dekabr", "2023-yil 5-dekabr kuni", "5 dek 2023"),
        *("2023 йил 5 декабрь", "2023-йил 5-декабрда"),
    ),
    "2023-12-13": ("13/12/2023", "12/13/2023"),
    "2023-12-12": ("12/12/2023",),
    "2024/2025": (
        *("2024–2025", "2024-2025", "2024/2025", "2024 — 2025", "from 2024 to 2025"),
        *("2024–2025 годы", "с 2024 по 2025 год", "2024-2025 гг.", "2024 г. – 2025 г."),
        *("2024–2025-yillar", "2024-yildan 2025-yilgacha", "2024-2025 йилларда"),
    ),
    "2023-12-05/2023-12-07": (
        *("5–7 December 2023", "December 5-7, 2023", "5 to 7 December 2023", "5–7.12.2023"),
        *("5–7 декабря 2023 года", "с 5 по 7 декабря 2023", "05.12–07.12.2023"),
        *("2023-yil 5–7-dekabr", "2023-yil 5-dekabrdan 7-dekabrgacha", "2023 йил 5-7 декабрь"),
    ),
    "2023-02-28/2023-03-02": ("28 February – 2 March 2023", "28 февраля – 2 марта 2023"),
    "2023-12-28/2024-01-02": ("28 December 2023 – 2 January 2024",),
    "2022-01/2022": ("2022-01/2022",),
    "2022-03/2022-05": ("March–May 2022", "март-май 2022 года", "2022-yil mart–may"),
    "2022~": (
        *("about 2022", "circa 2022", "ca. 2022", "c. 2022", "approx. 2022", "~2022", "2022~"),
        *("2022 (approximate)", "около 2022 года", "ок. 2022 г.", "taxminan 2022-yil"),
    ),
    "2022-03~": ("about March 2022", "примерно март 2022", "тахминан 2022 йил март"),
    "2022?": ("2022?", "2022 (?)", "possibly 2022", "вероятно 2022", "2022-yil (aniq emas)"),
    "2022%": ("2022%", "about 2022?", "2022 (approximate, uncertain)"),
    "2024~/2025~": ("about 2024–2025", "около 2024–2025 годов"),
    "2022/..": (
        *("since 2022", "from 2022", "2022/..", "2022 – present", "2022–now", "from 2022 to today"),
        *("с 2022 года", "начиная с 2022", "2022–н.в.", "с 2022 года по настоящее время"),
        *(
            "2022-yildan",
            "2022-yildan beri",
            "2022-yildan boshlab",
            "2022-yildan hozirgacha",
            "2022 йилдан",
        ),
    ),
    "../2022": (
        *("until 2022", "../2022", "по 2022 год", "до 2022 года"),
        *("2022-yilgacha", "2022 йилгача"),
    ),
    "2022-03~/..": ("since about March 2022", "about March 2022 – present"),
    "2022/": ("2022/", "from 2022, end unknown"),
    "/2022": ("/2022", "до 2022 года, начало неизвестно"),
}


@pytest.mark.parametrize(
    ("text", "edtf"), [(text, edtf) for edtf, texts in TYPED_DATES.items() for text in texts]
)
def test_what_editors_type_is_read(text, edtf):
    assert PartialDate.parse(text) == PartialDate.from_edtf(edtf)
    assert PartialDate.parse(text).edtf == edtf


NOT_READ = (
    " is not a date that can be read. Type a day such as 2022-03-14, a month such as 2022-03 or "
    "“March 2022”, a year such as 2022, or a period such as 2024/2025; “about 2022”, “2022?” and "
    "“since 2022” are possible too."
)
TWO_NUMBERS = "Type 2023-12-05 for 5 December 2023, or 2023-05-12 for 12 May 2023."
SHORT_PERIOD = " can be read in two ways. Type both years of a period in full, {}, or a month such"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31.02.2022", "“31.02.2022” is not a date: February 2022 has 28 days. Type a day such as "
         "2022-02-28, a month such as 2022-02, or a year."),
        ("29 February 2023", "“29 February 2023” is not a date: February 2023 has 28 days. Type a "
         "day such as 2023-02-28, a month such as 2023-02, or a year."),
        ("2022-13", "“2022-13” is not a date: there is no month 13. Type a month such as 2022-02, "
         "a year such as 2022, or a period such as 2024/2025."),
        ("0000", "“0000” is not a date: a year has four digits, from 0001 to 9999."),
        ("5/12/2023", f"“5/12/2023” can be read in two ways. {TWO_NUMBERS}"),
        ("5-12-2023", f"“5-12-2023” can be read in two ways. {TWO_NUMBERS}"),
        ("2010–12", f"“2010–12”{SHORT_PERIOD.format('2010/2012')} as 2010-03."),
        ("2024-25", f"“2024-25”{SHORT_PERIOD.format('2024/2025')} as 2024-03."),
        ("5 December", "“5 December” has no year. Type the year too, such as “March 2022” or "
         "2022-03."),
        ("2025–2024", "“2025–2024” ends (2024) before it starts (2025). Type the earlier date "
         "first, each date with its own year."),
        ("..", f"“..”{NOT_READ}"),
        ("../..", "“../..” is not a date. Give at least the start or the end of the period."),
        ("", f"“”{NOT_READ}"),
        ("soon", f"“soon”{NOT_READ}"),
        ("x" * 10_000, f"“{'x' * 59}…”{NOT_READ}"),
        ("2022\0", f"“2022\N{REPLACEMENT CHARACTER}”{NOT_READ}"),
        ("2022\ud800", f"“2022\N{REPLACEMENT CHARACTER}”{NOT_READ}"),
        ("٢٠٢٢", f"“٢٠٢٢”{NOT_READ}"),
    ],
)  # fmt: skip
def test_refusal_names_what_was_typed_and_the_remedy(text, message):
    with pytest.raises(PartialDateError) as refusal:
        PartialDate.parse(text)
    assert str(refusal.value) == message
    assert isinstance(refusal.value, DomainError)


@pytest.mark.parametrize(
    "text",
    [
        *("1990s", "1990-е", "1990-е годы", "1990-yillar", "2020 годы"),  # never the first year
        *("early 2022", "spring 2022", "начало 2022", "before 2022", "2022 or 2023", "XXI century"),
        *(
            "2022 (not approximate)",
            "2022 (100%)",
            "March 2022¹",
            "5.12.23",
            "10000",
            "2022-1/2023",
        ),
        *("2022/2023/2024", "2022-03-14T12:00", "5 December 2023, Tashkent", "5 and 7 May 2023"),
    ],
)
def test_nothing_is_read_by_guess(text):
    with pytest.raises(PartialDateError, match="is not a date that can be read"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["March 2022", "5/12/2023", "", "2022 ", "2022/2023/2024"])
def test_from_edtf_reads_nothing_but_edtf(text):
    with pytest.raises(PartialDateError):
        PartialDate.from_edtf(text)


def date(edtf):
    return PartialDate.from_edtf(edtf)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "precision"),
    [
        ("2022", (2022, 1, 1), (2022, 12, 31), "year"),
        ("2024-02~", (2024, 2, 1), (2024, 2, 29), "month"),
        ("2023-12-05", (2023, 12, 5), (2023, 12, 5), "day"),
        ("2024/2025", (2024, 1, 1), (2025, 12, 31), "interval"),
        ("2022/..", (2022, 1, 1), None, "interval"),
        ("/2022-03", None, (2022, 3, 31), "interval"),
    ],
)
def test_bounds_and_precision(edtf, earliest, latest, precision):
    value = date(edtf)
    expected = [day and datetime.date(*day) for day in (earliest, latest)]
    assert [value.earliest, value.latest] == expected
    assert value.precision == precision


@pytest.mark.parametrize(
    ("edtf", "start", "end", "certainly", "possibly"),
    [
        ("2024-05", (2024, 5, 1), (2024, 5, 31), True, True),
        ("2024-05", (2024, 5, 2), (2024, 12, 31), False, True),
        ("2024-05", (2024, 6, 1), None, False, False),
        ("2024-05", None, None, True, True),
        ("2022/..", (2022, 1, 1), None, True, True),
        ("2022/..", (2022, 1, 1), (2022, 12, 31), False, True),
        ("../2022", None, (2021, 12, 31), False, True),
        ("2022/..", None, (2021, 12, 31), False, False),
    ],
)
def test_certainly_and_possibly_in(edtf, start, end, certainly, possibly):
    bounds = [day and datetime.date(*day) for day in (start, end)]
    value = date(edtf)
    assert (value.certainly_in(*bounds), value.possibly_in(*bounds)) == (certainly, possibly)


@pytest.mark.parametrize(
    ("edtf", "english", "russian", "uzbek"),
    [
        ("2022", "2022", "2022 год", "2022-yil"),
        ("2022-03", "March 2022", "март 2022 года", "2022-yil mart"),
        ("2023-12-05", "5 December 2023", "5 декабря 2023 года", "2023-yil 5-dekabr"),
        ("2024/2025", "2024–2025", "2024–2025 годы", "2024–2025-yillar"),
        ("2022-03/2022-05", "March–May 2022", "март — май 2022 года", "2022-yil mart–may"),
        ("2023-02-28/2023-03-02", "28 February – 2 March 2023", "28 февраля — 2 марта 2023 года",
         "2023-yil 28-fevral – 2-mart"),
        ("2023-12/2024-05", "December 2023 – May 2024", "декабрь 2023 года — май 2024 года",
         "2023-yil dekabr – 2024-yil may"),
        ("2023-12-05/2023-12-07", "5–7 December 2023", "5–7 декабря 2023 года",
         "2023-yil 5–7-dekabr"),
        ("2022-03~", "about March 2022", "около марта 2022 года", "taxminan 2022-yil mart"),
        ("2022?", "2022 (uncertain)", "2022 год (предположительно)", "2022-yil (aniq emas)"),
        ("2022-03~/2022-05~", "about March–May 2022", "около марта — мая 2022 года",
         "taxminan 2022-yil mart–may"),
        ("2022/..", "since 2022", "с 2022 года", "2022-yildan boshlab"),
        ("2022-03~/..", "since about March 2022", "примерно с марта 2022 года",
         "taxminan 2022-yil mart oyidan boshlab"),
        ("2023-12-02/..", "since 2 December 2023", "со 2 декабря 2023 года",
         "2023-yil 2-dekabrdan boshlab"),
        ("../2022", "until 2022", "по 2022 год", "2022-yilgacha"),
        ("../2024-05", "until May 2024", "по май 2024 года", "2024-yil may oyigacha"),
        ("2022/", "from 2022, end unknown", "с 2022 года, окончание неизвестно",
         "2022-yildan boshlab, tugashi nomaʼlum"),
        ("/2022", "until 2022, start unknown", "по 2022 год, начало неизвестно",
         "2022-yilgacha, boshlanishi nomaʼlum"),
        ("2022?/2024-05", "from 2022 (uncertain) to May 2024",
         "с 2022 года (предположительно) по май 2024 года",
         "2022-yildan (aniq emas) 2024-yil may oyigacha"),
    ],
)  # fmt: skip
def test_words_say_no_more_than_is_known(edtf, english, russian, uzbek):
    texts = tuple(format_partial_date(date(edtf), language) for language in ("en", "ru", "uz"))
    assert texts == (english, russian, uzbek)
    assert format_partial_date(date(edtf), "uz-latn") == uzbek
    assert format_partial_date(date(edtf), "fr") == english


def test_datetime_attribute_is_what_html_can_express():
    attributes = [date(edtf).datetime_attribute for edtf in ("2022-03~", "2023-12-05", "2022/..")]
    assert attributes == ["2022-03", "2023-12-05", ""]


def test_qualifiers_are_told_apart():
    values = [date(edtf) for edtf in ("2022", "2022~", "2022?", "2022%", "2022~/2024?")]
    assert [value.is_approximate for value in values] == [False, True, False, True, True]
    assert [value.is_uncertain for value in values] == [False, False, True, True, True]


def test_an_interval_between_equal_points_is_the_point():
    assert date("2022-03/2022-03") == date("2022-03")


@st.composite
def points(draw):
    day = draw(st.dates())
    month = draw(st.sampled_from([None, day.month]))
    day_of_month = draw(st.sampled_from([None, day.day])) if month else None
    return Point(day.year, month, day_of_month, draw(st.sampled_from(["", "~", "?", "%"])))


@st.composite
def partial_dates(draw):
    first = draw(points())
    last = draw(st.one_of(st.none(), st.sampled_from([OPEN, UNKNOWN]), points()))
    if isinstance(last, Point):
        first, last = sorted([first, last], key=lambda point: (point.earliest, point.latest))
    elif last is not None and draw(st.booleans()):
        first, last = last, first
    return PartialDate(first, last)


@settings(deadline=None)
@given(partial_dates())
def test_every_date_survives_its_words_and_its_edtf(value):
    texts = [value.edtf, *(format_partial_date(value, language) for language in ("en", "ru", "uz"))]
    assert [PartialDate.parse(text) for text in texts] == [value] * 4


DATE_LIKE = st.lists(
    st.sampled_from(
        [*"0123456789", *"-–./?~%() ,", "2022", "31", "May", "мая", "yil", "dan", "gacha", "about ",
         "since ", " to ", " по ", "present", "..", "годы", "\0", "\ud800", "İ", "²"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(st.characters()), DATE_LIKE))
@example("(" * 5_000)
@example("about " * 30 + "2022")
def test_any_text_is_read_or_refused_in_words(text):
    try:
        value = PartialDate.parse(text)
    except PartialDateError as error:
        assert str(error).startswith("“")
        assert str(error).isprintable()
    else:
        assert PartialDate.from_edtf(value.edtf) == value
