"""An article and an entry as they are cited."""

from datetime import date

from cooperation.domain.dates import PartialDate
from cooperation.formats.citations import Citation

ARTICLE = Citation(
    title="The fight against terrorism",
    site="Cooperation Register",
    url="https://register.example.org/articles/the-fight/",
    modified=date(2026, 11, 24),
    authors=("Timur Akhmedov",),
    date=PartialDate.parse("14 May 2024"),
    key="the-fight",
)
ENTRY = Citation(
    title="First “Roadmap”",
    site="Cooperation Register",
    url="https://register.example.org/agreements/roadmap/",
    modified=date(2026, 11, 4),
    key="roadmap",
    is_entry=True,
)
RUSSIAN = ARTICLE._replace(
    title="Борьба с терроризмом",
    site="Реестр сотрудничества",
    authors=("Тимур Ахмедов", "Анна Петровна Ким"),
    url="https://register.example.org/ru/articles/the-fight/",
    language="ru",
)
UZBEK = ARTICLE._replace(title="Yoʻl xaritasi", authors=("Gʻani Oʻrinov",), language="uz")
