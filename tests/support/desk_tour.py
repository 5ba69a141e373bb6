"""A tour of the desk: what an administrator does there, and every page that links lead to.

Whatever is typed has its letters exchanged, as has all that the register holds.
"""

import re
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from cooperation.models import (
    Agreement,
    Article,
    Document,
    Evidence,
    Image,
    Mention,
    Page,
    Record,
    Relation,
    SiteSettings,
    Topic,
    Worker,
)  # fmt: skip
from tests.support.accounts import PASSWORD
from tests.support.desk import both_open, form_of, page_of, press
from tests.support.files import encoded, pdf, quarters, upload
from tests.support.forms import new_part, sent_back
from tests.support.interface_texts import texts_of
from tests.support.kept_rows import put
from tests.support.masked import masked, masked_rows
from tests.support.spoken import latin_words, words_not_uzbek
from tests.support.tables import as_csv

KINDS_ALIKE = re.compile(
    r"cooperation_\w+_(compare|restore|draft|preview|find_evidence|merge|table|history"
    r"|delete|discard|presence)"
)
"""Pages that are the same for all kinds: one of each is visited."""
LEFT_ALONE = re.compile(
    r"logout|/presence/|/export\.|/r/|/jsi18n/|/media/|/(api|data|vocabulary|feeds)/|\.\w+$"
)
"""What acts, leads on, answers with a file, or tells programs the words that they must send."""


class Tour:
    """Collects {page: its texts} in one language."""

    def __init__(self, client, language, rows):
        put(masked_rows(rows))
        for model, number in ((Evidence, 40), (Relation, 30), (Mention, 20)):
            kept = model.objects.order_by("pk").values_list("pk", flat=True)[:number]
            model.objects.exclude(pk__in=list(kept)).delete()
        for group in Group.objects.all():
            group.name = masked(group.name)
            group.save()
        self.client, self.language = client, language
        self.texts, self.views = {}, set()

    def note(self, response, name=""):
        """Keep the texts of an answer, the redirect followed."""
        while response.status_code == 302:
            response = self.client.get(response.url)
        if response.headers["Content-Type"].startswith("text/html") and not response.streaming:
            if response.resolver_match:
                self.views.add(page_of_view(response.resolver_match.view_name))
            name = name or response.request["PATH_INFO"]
            texts = texts_of(response.content.decode(), self.language)
            self.texts.setdefault(name, []).extend(texts)
        return response

    def post(self, address, data, name=""):
        return self.note(self.client.post(address, data), name)

    def get(self, address):
        return self.note(self.client.get(address))

    def change(self, record, **typed):
        return self.post(form_of(record), sent_back(self.client.get(form_of(record)), **typed))

    def follow_links(self, start):
        """Visit one address of each sort of page, beginning at one; the others begin with it."""
        waiting, visited = [start], set()
        while waiting:
            address = waiting.pop(0)
            sort = _sort_of(address)
            is_left_alone = LEFT_ALONE.search(urlsplit(address).path)
            if is_left_alone or not address.startswith(start) or sort in {None, *visited}:
                continue
            visited.add(sort)
            response = self.get(address)
            if not response.streaming:
                found = re.findall(r'href="([^"]+)"', response.content.decode())
                waiting += [urljoin(address, unescape(each)).split("#")[0] for each in found]

    def faults(self):
        """Return {page: [text]} of what is not in the language."""
        wrong = latin_words if self.language == "ru" else words_not_uzbek
        found = {page: {text for text in said if wrong(text)} for page, said in self.texts.items()}
        return {page: sorted(texts) for page, texts in found.items() if texts}


def page_of_view(name):
    common = KINDS_ALIKE.fullmatch(name.removeprefix("admin:"))
    return common[1] if common else name.removeprefix("admin:")


def _sort_of(address):
    """Return what an address shows: a view, or a list with one parameter; None if with more."""
    parts = urlsplit(address)
    query = frozenset(parse_qs(parts.query, keep_blank_values=True)) - {"_changelist_filters"}
    if len(query) > 1:
        return None
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    return ("a list", query) if query else page_of_view(name)


def desk_tour(client, language, rows):
    """Return the Tour of an administrator through the desk."""
    with translation.override(language):
        seen = Tour(client, language, rows)
        _work_with_a_record(seen)
        _work_with_items(seen)
        _bring_things_in(seen)
        _go_wrong(seen)
        _look_after_the_site(seen)
        seen.follow_links(reverse("admin:index"))
        _visit_the_rest(seen)
        _leave(seen)
    return seen


def _agreement():
    return Agreement.objects.order_by("pk").first()


def _work_with_a_record(seen):
    record = _agreement()
    seen.change(record, title_en=masked("Draft"), _save="1")
    seen.change(record, title_en=masked("Again"), _continue="1")
    seen.note(
        press(seen.client, record, "comment", **{"comment-field": "when", "comment-text": "1?"})
    )
    seen.note(press(seen.client, record, "comment", **{"comment-field": "x", "comment-text": ""}))
    seen.note(press(seen.client, record, "settle", comment=record.comments.get().pk))
    seen.note(press(seen.client, record, "ask"))
    seen.note(press(seen.client, record, "reject", **{"reject-reason": ""}))
    seen.note(press(seen.client, record, "reject", **{"reject-reason": masked("No")}))
    seen.note(press(seen.client, record, "ask"))
    digest = seen.client.get(page_of(record, "draft")).context["digest"]
    seen.note(press(seen.client, record, "approve", digest=digest))
    moment = {"schedule-publish_at_0": "01.01.2020", "schedule-publish_at_1": "10:00"}
    seen.note(press(seen.client, record, "schedule", **moment))
    moment["schedule-publish_at_0"] = "01.01.2090"
    seen.note(press(seen.client, record, "schedule", **moment))
    seen.get(reverse("admin:index"))
    seen.note(press(seen.client, record, "unschedule"))
    seen.note(press(seen.client, record, "publish", **{"publish-note": masked("Why")}))
    seen.note(press(seen.client, record, "mark_checked"))
    typed = both_open(seen.client, record)
    seen.post(form_of(record), typed(title_en=masked("Mine"), _publish="1"))
    seen.post(form_of(record), typed(title_en=masked("Theirs"), _publish="1"))
    seen.get(f"{page_of(record, 'compare')}?from=1&to=2")
    seen.get(page_of(record, "restore", 1))
    seen.post(page_of(record, "restore", 1), {})
    seen.get(page_of(record, "history"))
    seen.get(f"{page_of(record, 'compare')}?from=now&to=draft")
    seen.change(record, _withdraw="1")
    for action in ("publish_selected", "withdraw_selected", "delete_selected"):
        data = {"action": action, "_selected_action": [record.pk]}
        seen.post(reverse("admin:cooperation_agreement_changelist"), data, f"action {action}")
    survivor, duplicate = Topic.objects.order_by("pk")[:2]
    merging = f"{page_of(duplicate, 'merge')}?into={survivor.pk}"
    page = seen.get(merging)
    seen.post(merging, {"seen": page.context["seen"], "note": masked("Twice")})
    new = reverse("admin:cooperation_topic_add")
    seen.post(new, sent_back(seen.client.get(new), title_en=masked("New"), _save="1"))
    topic = Record.objects.get(title_en=masked("New")).as_kind()
    seen.post(page_of(topic, "delete"), {"post": "yes"}, "deletion")
    seen.get(form_of(topic))
    mention = reverse("admin:cooperation_mention_changelist")
    keys = [row.pk for row in seen.client.get(mention).context["cl"].result_list[:2]]
    for action in ("confirm_selected", "reject_selected"):
        seen.post(mention, {"action": action, "_selected_action": keys}, f"mentions {action}")
    article = Article.objects.get()
    coverage = seen.get(reverse("admin:cooperation_article_coverage", args=[article.pk]))
    sentence = re.search(r'href="([^"]*/sentence/[^"]+)"', coverage.content.decode())[1]
    seen.get(urljoin(coverage.request["PATH_INFO"], sentence))
    seen.change(article, body_en=f"<p>{masked('Other words.')}</p>", _save="1")


def _work_with_items(seen):
    page = Page.objects.order_by("pk").first()
    seen.change(page, title_en=masked("Draft"), _save="1")
    for name in ("change", "history", "discard"):
        seen.get(page_of(page, name))
    seen.post(page_of(page, "discard"), {})
    for title in ("One", "Two"):
        seen.change(page, title_en=masked(title), _publish="1")
    seen.get(page_of(page, "restore", 1))
    typed = both_open(seen.client, page)
    seen.post(form_of(page), typed(title_en=masked("Mine"), _publish="1"))
    seen.post(form_of(page), typed(title_en=masked("Theirs"), _publish="1"))
    seen.change(SiteSettings.objects.get(), contact_email="1", _publish="1")
    new = reverse("admin:cooperation_image_add")
    file = SimpleUploadedFile("1.png", encoded(quarters(), "PNG"))
    data = sent_back(seen.client.get(new), file=file, title_en=masked("Flags"))
    seen.post(new, data, "picture without a description")
    for licence in ("other", "CC0-1.0"):
        file.seek(0)
        seen.post(new, data | {"alt_en": masked("Two flags"), "licence": licence})
    for image in Image.objects.all():
        seen.get(form_of(image))
        seen.post(page_of(image, "delete"), {"post": "yes"}, "deletion of a picture")


def _bring_things_in(seen):
    table = reverse("admin:cooperation_partner_import_table")
    lines = [["slug", "title_en", "type"], ["p-1", masked("One"), "state"]]
    seen.post(table, {"file": SimpleUploadedFile("1.csv", b"\xff\xfe\x00")}, "bad table")
    seen.post(table, {}, "no table")
    page = seen.post(table, {"file": SimpleUploadedFile("1.csv", as_csv(lines))})
    journey = page.request["PATH_INFO"]
    seen.post(journey, {"becomes": "x"})
    seen.post(journey, {"becomes": "draft"})
    text = reverse("admin:cooperation_manuscript_add")
    names = [record.title_en for record in Record.objects.order_by("pk")[:3]]
    body = f"{masked('A title')}\n\n{'. '.join(names)}. 400 {masked('people')} 05.12.2023."
    seen.post(text, {}, "no text")
    seen.post(text, {"file": SimpleUploadedFile("1.txt", b"")}, "empty text")
    for _time in range(2):
        seen.post(text, {"file": SimpleUploadedFile("1.txt", body.encode())})


def _go_wrong(seen):
    for kind in ("agreement", "event", "person", "article", "council"):
        model = "expertcouncil" if kind == "council" else kind
        new = reverse(f"admin:cooperation_{model}_add")
        seen.post(new, sent_back(seen.client.get(new), when="5/6/2023", slug="a b"), f"bad {kind}")
    record = Agreement.objects.order_by("pk").last()
    quote = new_part("evidence", 0, basis="stated", quote=masked("Never said"), supports="1")
    number = new_part("figures", 0, value="x", unit_en="")
    relation = new_part("relations", 0, verb="party_to")
    data = sent_back(seen.client.get(form_of(record)))
    seen.post(form_of(record), data | quote | number | relation, "bad parts")
    seen.post(form_of(record), data | {"opened": "", "is_major": "on"}, "form without its version")
    seen.get(f"{reverse('admin:cooperation_agreement_changelist')}?x=1")
    seen.get(f"{reverse('admin:cooperation_agreement_changelist')}?q={'9' * 1000}")
    seen.get(form_of(record).replace(str(record.pk), "999999"))
    wrong = {"old_password": "1", "new_password1": "1", "new_password2": "2"}
    seen.post(reverse("admin:password_change"), wrong)
    right = dict.fromkeys(["new_password1", "new_password2"], masked("Another password"))
    seen.post(reverse("admin:password_change"), right | {"old_password": PASSWORD})
    seen.post(reverse("admin:auth_user_add"), {"username": "?", "password1": "1", "password2": "1"})
    seen.get(f"{reverse('admin:cooperation_image_add')}?_popup=1")


def _look_after_the_site(seen):
    now = timezone.now()
    seen.get(reverse("admin:index"))
    Worker.objects.create(name="1", seen_at=now)
    DBTaskResult.objects.create(
        task_path="cooperation.work.nightly.clean_up", args_kwargs={"args": [], "kwargs": {}},
        status="FAILED", finished_at=now, traceback="1", run_after=now, backend_name="default",
    )  # fmt: skip
    seen.get(reverse("admin:index"))
    seen.note(seen.client.post(reverse("admin:work_again", args=[DBTaskResult.objects.get().pk])))


def _visit_the_rest(seen):
    """Visit what no link leads to, some of it forbidden."""
    file = upload(pdf(masked("A text")), "1.pdf")
    record = Record.objects.first()
    Document.objects.create(record=record, title_en=masked("Text"), file=file)
    for model, own in admin.site._registry.items():
        name = f"{own.opts.app_label}_{own.opts.model_name}"
        for page in {f"{name}_changelist", f"{name}_add"} - seen.views:
            seen.get(reverse(f"admin:{page}"))
        for page in (f"{name}_change", f"{name}_history", f"{name}_delete"):
            row = model.objects.first()
            if row and page_of_view(page) not in seen.views:
                seen.get(reverse(f"admin:{page}", args=[row.pk]))


def _leave(seen):
    seen.post(reverse("admin:logout"), {})
    for _attempt in range(5):
        seen.post(reverse("admin:login"), {"username": "1", "password": "1"})


def site_tour(client, language, rows):
    """Return the Tour of a reader through the public pages."""
    with translation.override(language):
        seen = Tour(client, language, rows)
        seen.follow_links(reverse("home"))
    return seen
