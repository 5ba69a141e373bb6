"""Citations, letter by letter, in each style and format."""

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.formats.citations import apa, bibtex, chicago, gost, ris
from cooperation.formats.citations.authors import Name, name_of
from tests.support.citations import ARTICLE, ENTRY, RUSSIAN, UZBEK


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (
            ARTICLE,
            "Akhmedov, T. (2024, May 14). The fight against terrorism. Cooperation Register. "
            "https://register.example.org/articles/the-fight/",
        ),
        (
            ARTICLE._replace(date=PartialDate.parse("May 2024")),
            "Akhmedov, T. (2024, May). The fight against terrorism. Cooperation Register. "
            "https://register.example.org/articles/the-fight/",
        ),
        (
            ARTICLE._replace(date=PartialDate.parse("2024"), authors=("UNOCT",)),
            "UNOCT. (2024). The fight against terrorism. Cooperation Register. "
            "https://register.example.org/articles/the-fight/",
        ),
        (
            ARTICLE._replace(date=PartialDate.parse("about 2024"), title="Why?", authors=()),
            "Why? (about 2024). Cooperation Register. "
            "https://register.example.org/articles/the-fight/",
        ),
        (
            ARTICLE._replace(date=None, authors=("Timur Akhmedov", "A. B. Rahimov", "Li")),
            "Akhmedov, T., Rahimov, A. B., & Li. (n.d.). The fight against terrorism. "
            "Cooperation Register. https://register.example.org/articles/the-fight/",
        ),
        (
            ENTRY,
            "First “Roadmap”. (2026, November 4). In Cooperation Register. "
            "https://register.example.org/agreements/roadmap/",
        ),
        (
            RUSSIAN,
            "Ахмедов, Т., & Ким, А. П. (2024, May 14). Борьба с терроризмом. "
            "Реестр сотрудничества. https://register.example.org/ru/articles/the-fight/",
        ),
        (
            UZBEK,
            "Oʻrinov, G. (2024, May 14). Yoʻl xaritasi. Cooperation Register. "
            "https://register.example.org/articles/the-fight/",
        ),
    ],
)
def test_apa(citation, expected):
    assert apa(citation) == expected


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (
            ARTICLE,
            "Akhmedov, Timur. “The fight against terrorism.” Cooperation Register. May 14, 2024. "
            "https://register.example.org/articles/the-fight/.",
        ),
        (
            ARTICLE._replace(date=PartialDate.parse("May 2024"), title="Why “now”?"),
            "Akhmedov, Timur. “Why ‘now’?” Cooperation Register. May 2024. "
            "https://register.example.org/articles/the-fight/.",
        ),
        (
            ARTICLE._replace(date=PartialDate.parse("2024/2025"), authors=()),
            "“The fight against terrorism.” Cooperation Register. 2024–2025. "
            "https://register.example.org/articles/the-fight/.",
        ),
        (
            ARTICLE._replace(date=None, authors=("Timur Akhmedov", "Li")),
            "Akhmedov, Timur, and Li. “The fight against terrorism.” Cooperation Register. "
            "Last modified November 24, 2026. https://register.example.org/articles/the-fight/.",
        ),
        (
            ENTRY,
            "“First ‘Roadmap’.” Cooperation Register. Last modified November 4, 2026. "
            "https://register.example.org/agreements/roadmap/.",
        ),
        (
            RUSSIAN._replace(date=PartialDate.parse("about 2024")),
            "Ахмедов, Тимур, and Анна Петровна Ким. “Борьба с терроризмом.” "
            "Реестр сотрудничества. About 2024. "
            "https://register.example.org/ru/articles/the-fight/.",
        ),
    ],
)
def test_chicago(citation, expected):
    assert chicago(citation) == expected


URL = "URL: https://register.example.org/articles/the-fight/ (дата обращения: дд.мм.гггг)."


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (
            ARTICLE,
            "Akhmedov T. The fight against terrorism [Электронный ресурс] // Cooperation Register. "
            f"14.05.2024. Дата обновления: 24.11.2026. {URL}",
        ),
        (
            ARTICLE._replace(date=PartialDate.parse("May 2024"), authors=()),
            "The fight against terrorism [Электронный ресурс] // Cooperation Register. "
            f"Май 2024 года. Дата обновления: 24.11.2026. {URL}",
        ),
        (
            ARTICLE._replace(date=PartialDate.parse("2024"), authors=("UNOCT",)),
            "UNOCT. The fight against terrorism [Электронный ресурс] // Cooperation Register. "
            f"2024. Дата обновления: 24.11.2026. {URL}",
        ),
        (
            ARTICLE._replace(date=PartialDate.parse("2024?"), authors=("A", "B", "C D", "E F")),
            "The fight against terrorism / A [и др.] [Электронный ресурс] // "
            "Cooperation Register. 2024 год (предположительно). "
            f"Дата обновления: 24.11.2026. {URL}",
        ),
        (
            ARTICLE._replace(date=None),
            "Akhmedov T. The fight against terrorism [Электронный ресурс] // Cooperation Register. "
            f"[Б. г.]. Дата обновления: 24.11.2026. {URL}",
        ),
        (
            ENTRY,
            "First “Roadmap” [Электронный ресурс] // Cooperation Register. "
            "Дата обновления: 04.11.2026. URL: https://register.example.org/agreements/roadmap/ "
            "(дата обращения: дд.мм.гггг).",
        ),
        (
            RUSSIAN,
            "Ахмедов Т., Ким А. П. Борьба с терроризмом [Электронный ресурс] // "
            "Реестр сотрудничества. 14.05.2024. Дата обновления: 24.11.2026. "
            "URL: https://register.example.org/ru/articles/the-fight/ "
            "(дата обращения: дд.мм.гггг).",
        ),
    ],
)
def test_gost(citation, expected):
    assert gost(citation) == expected


def test_gost_with_the_day_of_reading():
    assert gost(ENTRY, "01.12.2026").endswith("(дата обращения: 01.12.2026).")


def test_bibtex_of_an_article():
    assert bibtex(UZBEK._replace(credit="After an article by Gʻani Oʻrinov")) == (
        "@misc{the-fight,\n"
        "  author       = {Oʻrinov, Gʻani},\n"
        "  title        = {{Yoʻl xaritasi}},\n"
        "  howpublished = {Cooperation Register},\n"
        "  year         = {2024},\n"
        "  month        = may,\n"
        "  day          = {14},\n"
        "  url          = {https://register.example.org/articles/the-fight/},\n"
        "  language     = {uzbek},\n"
        "  note         = {After an article by Gʻani Oʻrinov. Last modified 2026-11-24},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("when", "lines"),
    [
        ("2024-03", ["  year         = {2024},", "  month        = mar,"]),
        ("2024", ["  year         = {2024},"]),
        ("2024~", ["  year         = {about 2024},"]),
        ("2024/2025", ["  year         = {2024–2025},"]),
    ],
)
def test_bibtex_has_no_more_of_a_date_than_is_known(when, lines):
    text = bibtex(ARTICLE._replace(date=PartialDate.from_edtf(when)))
    dated = [line for line in text.splitlines() if line.split()[0] in ("year", "month", "day")]
    assert dated == lines


def test_bibtex_without_author_and_date():
    assert bibtex(ARTICLE._replace(authors=(), date=None)) == (
        "@misc{the-fight,\n"
        "  title        = {{The fight against terrorism}},\n"
        "  howpublished = {Cooperation Register},\n"
        "  url          = {https://register.example.org/articles/the-fight/},\n"
        "  language     = {english},\n"
        "  note         = {Last modified 2026-11-24},\n"
        "}\n"
    )


def test_bibtex_escapes_what_tex_would_read():
    nasty = r"50 % & $1 #2 a_b {c} ~d^ \e"
    text = bibtex(RUSSIAN._replace(title=nasty, authors=("Анна Ким", "OSCE {and} ODIHR")))
    assert (
        r"  title        = {{50 \% \& \$1 \#2 a\_b \textbraceleft{}c\textbraceright{} "
        r"\textasciitilde{}d\textasciicircum{} \textbackslash{}e}}," in text.splitlines()
    )
    assert (
        r"  author       = {Ким, Анна and ODIHR, OSCE \textbraceleft{}and\textbraceright{}},"
        in text.splitlines()
    )
    assert text.count("{") == text.count("}")


def test_bibtex_keeps_a_name_of_one_word_whole():
    assert "  author       = {{UNOCT} and Akhmedov, Timur}," in bibtex(
        ARTICLE._replace(authors=("UNOCT", "Timur Akhmedov"))
    )


def test_ris_of_an_article():
    assert ris(RUSSIAN) == (
        "TY  - ELEC\r\n"
        "AU  - Ахмедов, Тимур\r\n"
        "AU  - Ким, Анна Петровна\r\n"
        "TI  - Борьба с терроризмом\r\n"
        "T2  - Реестр сотрудничества\r\n"
        "PY  - 2024\r\n"
        "DA  - 2024/05/14/\r\n"
        "UR  - https://register.example.org/ru/articles/the-fight/\r\n"
        "LA  - ru\r\n"
        "ID  - the-fight\r\n"
        "N1  - Last modified 2026-11-24\r\n"
        "ER  - \r\n"
    )


@pytest.mark.parametrize(
    ("when", "dated"),
    [
        ("2024-03", ["PY  - 2024", "DA  - 2024/03//"]),
        ("2024", ["PY  - 2024", "DA  - 2024///"]),
        ("2024-03?", ["DA  - March 2024 (uncertain)"]),
        (None, []),
    ],
)
def test_ris_has_no_more_of_a_date_than_is_known(when, dated):
    lines = ris(ARTICLE._replace(date=when and PartialDate.from_edtf(when))).splitlines()
    assert [line for line in lines if line[:2] in ("PY", "DA")] == dated


def test_ris_value_cannot_begin_a_line_of_its_own():
    assert "TI  - One ER - two\r\n" in ris(ARTICLE._replace(title="One\r\nER  - two"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Timur Akhmedov", Name("Akhmedov", "Timur")),
        ("Akhmedov, Timur", Name("Akhmedov", "Timur")),
        ("Timur Rustamovich Akhmedov", Name("Akhmedov", "Timur Rustamovich")),
        ("Akhmedov Timur Rustamovich", Name("Akhmedov", "Timur Rustamovich")),
        ("Ким Анна Петровна", Name("Ким", "Анна Петровна")),
        ("Karimov Botir Aliyevich oʻgʻli", Name("Karimov", "Botir Aliyevich oʻgʻli")),
        ("Ludwig van der Berg", Name("van der Berg", "Ludwig")),
        ("UNOCT", Name("UNOCT")),
        ("", Name("")),
    ],
)
def test_name_is_taken_apart(text, name):
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("given", "initials"),
    [("Jean-Paul Marie", "J.-P. M."), ("Botir oʻgʻli", "B."), ("", ""), ("А.", "А.")],
)
def test_initials(given, initials):
    assert Name("Family", given).initials == initials
