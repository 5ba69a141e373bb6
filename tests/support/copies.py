"""A small register with something of everything, and how tests read a copy of it."""

from io import StringIO
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command

from cooperation.models import Page, Record
from cooperation.sourcing import passages
from cooperation.sourcing.index import index_all
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    WorkingGroupFactory,
)
from tests.support.rows import many, picture

SECRET = "Zanzibar"


def small_register():
    """Make it, with one record that must never be seen; return the agreement."""
    pact = AgreementFactory(
        slug="pact", title_en="Pact of Tashkent", title_ru="Ташкентский пакт", when="2022-03"
    )
    pact.image = picture("bridge")
    pact.save()
    article = ArticleFactory(
        slug="source",
        title_en="Source of the pact",
        body_en="<h2>Begin</h2><p>The parties signed it in March 2022. Roadmaps followed.</p>",
    )
    passages.store(article)
    EvidenceFactory(record=pact, article=article)
    passages.attach_record(pact)
    one = PartnerFactory(slug="one", title_en="Oʻzbekiston instituti")
    other = PartnerFactory(slug="other", title_en="Other Office")
    for partner in (one, other):
        RelationFactory(subject=partner, object=pact)
    WorkingGroupFactory(council=CouncilFactory(slug="council"), slug="group", title_en="Group G")
    many("topic", 3)
    Page.objects.create(slug="about", title_en="About", body_en="<p>About it.</p>")
    hidden = AgreementFactory(slug="hidden", title_en=SECRET, status=Record.Status.DRAFT)
    RelationFactory(subject=one, object=hidden)
    index_all()
    return pact


def read(path):
    """Return (links, values of ``id``) of a page or drawing of a copy."""
    if path.suffix == ".svg":
        tags = [tag.attrib for tag in ElementTree.parse(path).iter()]  # noqa: S314
    else:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        tags = [tag.attrs for tag in page.find_all(True) if "canonical" not in tag.get("rel", ())]
    links = [tag[name] for tag in tags for name in ("href", "src", "action") if name in tag]
    sizes = [each for tag in tags for each in tag.get("srcset", "").split(",") if each]
    return [*links, *(each.split()[0] for each in sizes)], {tag.get("id") for tag in tags}


def broken_links(folder):
    """Return (page, link) of every link that leads to no file, or to no place in a page."""
    pages = {path: read(path) for ext in ("html", "svg") for path in folder.rglob(f"*.{ext}")}
    found = []
    for path, (links, _ids) in pages.items():
        for link in links:
            parts = urlsplit(link)
            if parts.scheme in ("mailto", "data") or parts.scheme == "https":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            is_there = target.is_file() and target.is_relative_to(folder.resolve())
            if is_there and parts.fragment and target in pages:
                is_there = unquote(parts.fragment) in pages[target][1]
            if not is_there or parts.scheme or parts.netloc:
                found.append((str(path.relative_to(folder)), link))
    return found


def texts_of(folder):
    """Return {name: content} of all files."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def snapshot(folder, *options):
    """Make a copy; return what the command prints."""
    told = StringIO()
    call_command("snapshot", str(folder), *options, stdout=told, stderr=told)
    return told.getvalue()


def verify_snapshot(folder, *options):
    """Verify a copy; return what the command prints."""
    told = StringIO()
    call_command("verify_snapshot", str(folder), *options, stdout=told)
    return told.getvalue()


def verified(folder, *options):
    """Return (what verify_snapshot prints, whether it finds fault)."""
    told = StringIO()
    try:
        call_command("verify_snapshot", str(folder), *options, stdout=told)
    except CommandError as error:
        return told.getvalue(), error.returncode
    return told.getvalue(), 0
