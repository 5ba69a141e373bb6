"""The languages of the site: English is the original, the others have an address prefix."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Language(NamedTuple):
    """One language; ``code`` is that of ISO 639-1, ``locale`` that of Open Graph."""

    code: str
    name: str
    own_name: str
    in_it: str
    heading: str
    locale: str
    bibtex: str


ORIGINAL = "en"
ALL = (
    Language(ORIGINAL, _("English"), "English", _("in English"), "", "en_GB", "english"),
    Language("ru", _("Russian"), "Русский", _("in Russian"), _("In Russian"), "ru_RU", "russian"),
    Language("uz", _("Uzbek"), "Oʻzbekcha", _("in Uzbek"), _("In Uzbek"), "uz_UZ", "uzbek"),
)
"""In the order of the page."""

BY_CODE = {language.code: language for language in ALL}
LANGUAGES = tuple((language.code, language.name) for language in ALL)
OF_SOURCES = (
    *LANGUAGES,
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("fr", _("French")),
    ("de", _("German")),
    ("kk", _("Kazakh")),
    ("ky", _("Kyrgyz")),
    ("fa", _("Persian")),
    ("es", _("Spanish")),
    ("tg", _("Tajik")),
    ("tr", _("Turkish")),
    ("tk", _("Turkmen")),
)
"""Code and name of the languages in which a text may be that an article is made from."""

OWN_NAMES = {language.code: language.own_name for language in ALL}
CODES = tuple(BY_CODE)
TRANSLATIONS = CODES[1:]
TRANSLATION_NAMES = LANGUAGES[1:]
HEADINGS = tuple((language.code, language.heading) for language in ALL[1:])
"""Code and heading of the part of a form that holds a translation."""


def columns(field):
    """Return the names of the columns of a translated field, one for each language."""
    return tuple(f"{field}_{code}" for code in CODES)


def versions(obj, field):
    """Return the texts of a translated field in all languages; empty where there is none."""
    return [getattr(obj, column) or "" for column in columns(field)]


def current():
    """Return the code of the language in use, one of ``CODES``; the original if none is."""
    code = (get_language() or ORIGINAL).split("-")[0]
    return code if code in CODES else ORIGINAL


def reading_language(codes):
    """Return the language of the page if it is among these codes, otherwise the original."""
    return current() if current() in codes else ORIGINAL


def localized_address(address, code):
    """Return an address of this site, relative or absolute, in another language."""
    if address.startswith("/"):
        address = f"/{address.lstrip('/')}"  # “//host/” would be the address of another site
    parts = urlsplit(address)
    path = parts.path
    for other in TRANSLATIONS:
        if path == f"/{other}" or path.startswith(f"/{other}/"):
            path = f"/{path.removeprefix(f'/{other}').lstrip('/')}"
            break
    prefix = "" if code == ORIGINAL else f"/{code}"
    return parts._replace(path=f"{prefix}{path}").geturl()


def displayed_language(obj, field):
    """Return the code of the language in which a translated field is shown now."""
    return ORIGINAL if is_untranslated(obj, field) else current()


def is_untranslated(obj, field):
    """Whether a translated field has no value in the language in use, but one in the original."""
    code = current()
    return (
        code != ORIGINAL
        and not getattr(obj, f"{field}_{code}")
        and bool(getattr(obj, f"{field}_{ORIGINAL}"))
    )
