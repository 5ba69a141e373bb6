"""The languages of the site: English is the original, the others have an address prefix."""

from urllib.parse import urlsplit

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ORIGINAL = "en"
LANGUAGES = ((ORIGINAL, _("English")), ("ru", _("Russian")), ("uz", _("Uzbek")))
"""Code (ISO 639-1) and name of each, in the order of the page."""

OWN_NAMES = {ORIGINAL: "English", "ru": "Русский", "uz": "Oʻzbekcha"}
"""Code to the name of a language in that language."""

LOCALES = {ORIGINAL: "en_GB", "ru": "ru_RU", "uz": "uz_UZ"}
"""Code to locale, for Open Graph."""

CODES = tuple(code for code, _name in LANGUAGES)
TRANSLATIONS = CODES[1:]
TRANSLATION_NAMES = LANGUAGES[1:]


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
