"""Every kind of page with the least and the most that a record can hold, at four widths.

One server and one window for all: what is measured is the layout, not how the page was made.
"""

from itertools import cycle

import pytest
from django.contrib.contenttypes.models import ContentType

from cooperation.models import Alias, Evidence, Page, Relation, Statement
from cooperation.sourcing import passages
from cooperation.sourcing.index import index_all
from tests.support.factories import FACTORIES, ArticleFactory, PartnerFactory, WorkingGroupFactory
from tests.support.pages import KINDS, list_address
from tests.support.rows import SENTENCE, evidence_for, many, relate

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1280, 1920)
LEAST_COLUMN = 20
"""How wide running text must be, in em of its own size, wherever the window has the room."""

LONG_WORD = "ab" * 40
LONG_TITLE = ("Memorandum of understanding on cooperation in many fields " * 6)[:300]
WORDY_TITLE = f"{LONG_WORD} {LONG_WORD} {LONG_WORD}"
CYRILLIC_TITLE = ("Совместное заявление о сотрудничестве сторон " * 7)[:300]
PROSE = "The parties met again and agreed to go on with what they had begun together. " * 6
CYRILLIC_PROSE = "Стороны встретились снова и договорились продолжать начатое вместе. " * 6

FAULTS = """(least) => {
    const faults = [];
    const prose = "p, li, dd, blockquote, figcaption, q, .notes li > *";
    const number = (style, names) => names.reduce((sum, each) => sum + parseFloat(style[each]), 0);
    const frame = ["paddingLeft", "paddingRight", "borderLeftWidth", "borderRightWidth"];
    const isInline = (node) =>
        node.nodeType !== 1 || getComputedStyle(node).display.startsWith("inline");
    const wordsOf = (element) =>
        [...element.childNodes].filter(isInline).map((node) => node.textContent.trim()).join(" ");
    const name = (element) => {
        const owner = element.parentElement.closest("[class]");
        return `${owner ? owner.className : ""} > ${element.localName}.${element.className}`;
    };
    const look = (element, style, room) => {
        const { scrollWidth, clientWidth } = element;
        if (clientWidth && scrollWidth > clientWidth + 1 && style.textOverflow !== "ellipsis") {
            faults.push(`${name(element)} holds ${scrollWidth} in ${clientWidth}`);
        }
        const em = parseFloat(style.fontSize);
        const width = element.getBoundingClientRect().width;
        const isText = element.matches(prose) && wordsOf(element).length >= 120;
        if (isText && width < least * em && least * em <= room) {
            faults.push(`${name(element)} is ${(width / em).toFixed(1)}em wide`);
        }
    };
    const walk = (element, room) => {
        const style = getComputedStyle(element);
        const isContents = style.display === "contents";
        const isAside = element.matches("svg, input, select") || style.clipPath !== "none";
        const scrolls = ["auto", "scroll"].includes(style.overflowX);
        if (isAside || scrolls || (!isContents && !element.checkVisibility())) return;
        if (!isContents && style.display !== "inline") {
            look(element, style, room);
            room -= number(style, frame);
        }
        for (const child of element.children) walk(child, room);
    };
    const wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) faults.push(`the page is ${wide} wide`);
    walk(document.body, document.querySelector(".wrap").clientWidth);
    return [...new Set(faults)];
}"""
"""Names what is wider than its room, and running text narrower than ``least`` em with room left.

Left out is what scrolls by itself. The room of a text is that of the page without the frames
around the text.
"""


@pytest.fixture(autouse=True)
def fresh_types(db):
    ContentType.objects.clear_cache()


@pytest.fixture
def faults(live_server, page):
    """Return a function that shows addresses at every width and says what does not fit."""

    page.emulate_media(reduced_motion="reduce")

    def look(addresses):
        found = {}
        for address in addresses:
            answer = page.goto(f"{live_server.url}{address}")
            assert (address, answer.status) == (address, 200)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                if wrong := page.evaluate(FAULTS, LEAST_COLUMN):
                    found[address, width] = wrong
        return found

    return look


def bodies():
    """Return {what an article has: its text}."""
    paragraph = f"<p>{PROSE}</p>"
    return {
        "no-heading": paragraph * 3,
        "one-heading": f"<h2>Why</h2>{paragraph * 2}",
        "two-headings": f"<h2>Why</h2>{paragraph}<h2>{LONG_TITLE}</h2>{paragraph}",
        "long-words": f"<h2>{LONG_WORD}</h2><p>{WORDY_TITLE}</p><ul><li>{LONG_WORD}</li></ul>" * 2,
        "list-only": f"<ul><li>{PROSE}</li><li>{PROSE}</li></ul>",
        "cyrillic": f"<h2>Почему</h2><p>{CYRILLIC_PROSE}</p>",
        "one-word": "<p>Yes.</p>",
    }


def test_articles_of_any_shape(faults):
    partner = PartnerFactory(title_en=LONG_TITLE)
    quote = PROSE.partition(".")[0] + "."
    articles = [ArticleFactory(slug=name, body_en=body) for name, body in bodies().items()]
    for name, body in bodies().items():
        if quote in body:
            articles.append(ArticleFactory(slug=f"{name}-source", body_en=body))
            Evidence.objects.create(
                record=partner, field="title", article=articles[-1], quote=quote
            )
    passages.store_all()
    assert faults(article.get_absolute_url() for article in articles) == {}


def test_records_with_the_least(faults):
    bare = [
        FACTORIES[kind](slug=f"{kind}-{name}", title_en=title)
        for kind in KINDS
        for name, title in (("word", "A"), ("wordy", WORDY_TITLE))
    ]
    related = [FACTORIES[kind](slug=f"{kind}-one", title_en=CYRILLIC_TITLE) for kind in KINDS]
    partner = PartnerFactory(title_en=LONG_TITLE)
    for record in related:
        Relation.objects.filter(pk__in=[each.pk for each in relate(record, [partner])[1:]]).delete()
    assert faults(record.get_absolute_url() for record in [*bare, *related]) == {}


@pytest.fixture
def fullest(db):
    """{kind: a record with 300 relations and long texts in all its parts}, all indexed."""
    others = [*many("topic", 60), *many("event", 60), *many("partner", 60), *many("person", 60)]
    for other, title in zip(others[::3], cycle([LONG_TITLE, WORDY_TITLE, CYRILLIC_TITLE])):
        other.title_en = title
        other.save()
    source = ArticleFactory(slug="source", title_en=LONG_TITLE, body_en=f"<p>{SENTENCE}</p>")
    found = {kind: fill(FACTORIES[kind](slug="full"), others, source) for kind in KINDS}
    WorkingGroupFactory(council=found["council"], title_en=WORDY_TITLE, summary_en=PROSE)
    passages.store_all()
    index_all()
    return found


def fill(record, others, source):
    record.title_en, record.summary_en = LONG_TITLE, f"{PROSE} {LONG_WORD}"
    for name in ("outcomes", "mandate", "composition", "venue", "city", "short_name", "credit"):
        if hasattr(record, f"{name}_en"):
            longest = record._meta.get_field(name).max_length
            setattr(record, f"{name}_en", LONG_TITLE[:longest])
    record.save()
    relations = relate(record, others)
    Relation.objects.filter(pk__in=[each.pk for each in relations[300:]]).delete()
    Relation.objects.filter(pk__in=[each.pk for each in relations[:300:5]]).update(
        role_en=WORDY_TITLE
    )
    Alias.objects.create(record=record, text=WORDY_TITLE)
    statement = Statement.objects.create(record=record, speaker_en=LONG_WORD, text_en=PROSE)
    evidence = [evidence_for(record, source, field=claim) for claim in type(record).CLAIMS]
    evidence += [evidence_for(record, source, relation=each, note=PROSE) for each in relations[:40]]
    evidence += [evidence_for(record, source, statement=statement)]
    Evidence.objects.bulk_create(evidence)
    return record


def test_records_with_the_most_and_pages_of_many(faults, fullest):
    one, other = PartnerFactory.create_batch(2, title_en=LONG_TITLE)
    relate(one, [other])
    relate(one, [fullest["agreement"], fullest["event"]])
    relate(other, [fullest["agreement"], fullest["event"]])
    about = Page.objects.create(slug="about", title_en=LONG_TITLE[:200], body_en=f"<p>{PROSE}</p>")
    shared = sorted(partner.slug for partner in (one, other))
    addresses = [
        *(record.get_absolute_url() for record in fullest.values()),
        *map(list_address, KINDS),
        f"/partners/{shared[0]}/with/{shared[1]}/",
        about.get_absolute_url(),
        *("/", "/timeline/", "/network/", "/network/?view=matrix"),
        *("/search/?q=memorandum", f"/search/?q={LONG_WORD}", "/search/?q=zz"),
    ]
    assert faults(addresses) == {}
