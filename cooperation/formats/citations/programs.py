"""Citations for reference managers: BibTeX, RIS and CSL-JSON."""

import json

from django.utils.text import capfirst

from cooperation.domain import languages
from cooperation.domain.dates import Point, format_partial_date
from cooperation.domain.dates.months import ENGLISH
from cooperation.domain.vocabulary import SourceKind
from cooperation.formats.citations.authors import name_of
from cooperation.formats.citations.styles import with_full_stop

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)


def bibtex(citation):
    """Return a BibTeX entry of type ``@misc``, which every style supports.

    Special characters are escaped; double braces keep the capitals of the title.
    """
    when = citation.page_date
    plain = when.start if when and when.is_plain else None
    names = [
        f"{{{_tex(name.family)}}}" if not name.given else _tex(name.inverted)
        for name in map(name_of, citation.authors)
    ]
    fields = {
        "author": names and f"{{{' and '.join(names)}}}",
        "title": f"{{{{{_tex(citation.title)}}}}}",
        "howpublished": f"{{{_tex(citation.site)}}}",
        "year": when and f"{{{plain.year if plain else _tex(format_partial_date(when, 'en'))}}}",
        "month": plain and plain.month and ENGLISH[plain.month - 1][:3].lower(),
        "day": plain and plain.day and f"{{{plain.day}}}",
        "url": f"{{{citation.url}}}",
        "language": f"{{{languages.BY_CODE[citation.language].bibtex}}}",
        "note": f"{{{_tex(_note(citation))}}}",
    }
    lines = [f"  {name:<12} = {value},\n" for name, value in fields.items() if value]
    return f"@misc{{{citation.key},\n{''.join(lines)}}}\n"


def _tex(text):
    return text.translate(_BIBTEX)


def _note(citation):
    changed = f"Last modified {citation.modified.isoformat()}"
    told = citation.origin or citation.credit
    return f"{with_full_stop(capfirst(told))} {changed}" if told else changed


def ris(citation):
    """Return a RIS record of type ELEC; its lines end with CR LF, as the format requires."""
    when = citation.page_date
    plain = when.start if when and when.is_plain else None
    day = plain and f"{plain.year:04}/{_two(plain.month)}/{_two(plain.day)}/"
    lines = [
        ("TY", "ELEC"),
        *(("AU", name_of(author).inverted) for author in citation.authors),
        ("TI", citation.title),
        ("T2", citation.site),
        ("PY", plain and f"{plain.year:04}"),
        ("DA", day or (when and format_partial_date(when, "en"))),
        ("UR", citation.url),
        ("LA", citation.language),
        ("ID", citation.key),
        *_ris_source(citation.source),
        ("N1", _note(citation)),
        ("ER", ""),
    ]
    return "".join(
        f"{tag}  - {' '.join(str(value).split())}\r\n" for tag, value in lines if value is not None
    )


def _ris_source(source):
    """Return the line of the work that was summed up (RI) or translated (OP)."""
    tag = {SourceKind.SUMMARY: "RI", SourceKind.TRANSLATION: "OP"}.get(source and source.kind)
    words = ", ".join(filter(None, (source.author, source.title, source.outlet))) if tag else ""
    return [(tag, words)] if words else []


def _two(number):
    return f"{number:02}" if number else ""


def csl_json(citation):
    """Return a list of one item in CSL-JSON (schema csl-data, CSL 1.0.2)."""
    item = {
        "id": citation.key,
        "type": "entry" if citation.is_entry else "webpage",
        "title": citation.title,
        "author": [_csl_name(author) for author in citation.authors],
        "container-title": citation.site,
        "issued": _csl_date(citation.page_date),
        "URL": citation.url,
        "language": citation.language,
        "note": _note(citation),
        **_csl_source(citation.source),
    }
    item = {name: value for name, value in item.items() if value}
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _csl_name(author):
    name = name_of(author)
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _csl_source(source):
    """Return the variables of the work that was summed up, translated or published again."""
    if source is None or not source.kind:
        return {}
    prefix = "reviewed" if source.kind == SourceKind.SUMMARY else "original"
    author = [{"literal": source.author}] if source.author else []
    is_text = source.kind == SourceKind.TEXT
    return {
        f"{prefix}-author": [] if is_text else author,
        f"{prefix}-title": source.title,
        "original-publisher": source.outlet,
    }


def _csl_date(when):
    """Return a CSL date; in words if CSL has no form for it."""
    if when is None:
        return None
    ends = [when.start] if when.end is None else [when.start, when.end]
    if not all(isinstance(end, Point) for end in ends) or when.is_uncertain:
        return {"literal": format_partial_date(when, "en")}
    parts = [[part for part in (end.year, end.month, end.day) if part] for end in ends]
    return {"date-parts": parts} | ({"circa": True} if when.is_approximate else {})
