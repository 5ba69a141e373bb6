"""Suggests records and figures from the sentences of an imported article."""

import re
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.domain.clues import Proposal, find_proposals
from cooperation.domain.dates import PartialDate
from cooperation.domain.texts.passages import split_sentences
from cooperation.models import Record, Suggestion
from cooperation.sourcing.accepting import AlreadyDecided, apply_suggestion, records_named
from cooperation.sourcing.known import KnownNames

__all__ = ["AlreadyDecided", "accept", "dismiss", "find_suggestions", "reopen", "save_suggestions"]

_PARTIES = re.compile(r"\b(?:between|with)\s(?P<named>[^,;]+)")
_CAPITALS = re.compile(r"\b[A-Z][\w'’-]+")
_DATED = ("day", "month")

MOST_SUGGESTIONS = 500
"""For one text: nobody decides on more, one by one."""
MOST_ALIKE = 5
"""How many other suggestions the doubt about one names."""


def find_suggestions(text, author=None):
    """Return the unsaved Suggestions for the sentences of a text, at most MOST_SUGGESTIONS.

    ``text`` is a ParsedText; its author is proposed unless already linked. Each suggestion has the
    number of its sentence as ``place``.
    """
    known, made = KnownNames(), SuggestionBatch()
    byline = text.byline.words if text.byline else None
    for place, sentence in enumerate(split_sentences(text.html)):
        if sentence.kind == "heading":
            continue
        if sentence.text == byline:
            proposals = [] if author else [_author(text)]
        else:
            proposals = find_proposals(sentence.text, text.language)
        for proposal in proposals:
            if proposal.kind == "person" and proposal.title in known.names:
                continue  # a mention, which the scan has found
            if len(made.suggestions) == MOST_SUGGESTIONS:
                return made.suggestions
            doubts = [*proposal.doubts, *_doubts(proposal, sentence.text, known, made)]
            made.add(_suggestion(sentence, proposal, doubts), place)
    return made.suggestions


def save_suggestions(article, suggestions):
    """Save the suggestions that ``find_suggestions`` found in the text of an article."""
    passages = list(article.passages.in_order())
    for suggestion in suggestions:
        suggestion.article, suggestion.passage = article, passages[suggestion.place]
    Suggestion.objects.bulk_create(suggestions)


class SuggestionBatch:
    """The suggestions of one text so far, and cached queries for them."""

    def __init__(self):
        self.suggestions = []
        self._alike = {}
        self._dated = {}

    def add(self, suggestion, place):
        suggestion.place, suggestion.order = place, len(self.suggestions)
        self.suggestions.append(suggestion)
        if when := suggestion.values.get("when"):
            key = suggestion.kind, suggestion.values.get("type"), when
            self._dated.setdefault(key, {})[suggestion.title] = True

    def of_the_date(self, proposal):
        """Return the titles of suggestions with the same kind, type and date."""
        key = proposal.kind, proposal.values.get("type"), proposal.values.get("when")
        return list(islice(self._dated.get(key, ()), MOST_ALIKE))

    def alike(self, proposal, known):
        """Return the records with the title, or with the same kind, type and date."""
        asked = proposal.kind, proposal.title, proposal.values.get("type")
        key = *asked, proposal.values.get("when")
        if key not in self._alike:
            self._alike[key] = _alike(proposal, known)
        return self._alike[key]


def _author(text):
    values = {"role": text.byline.role, "institution": text.byline.institution, "wrote": True}
    return Proposal("person", text.byline.name, values)


def _suggestion(sentence, proposal, doubts):
    return Suggestion(
        kind=proposal.kind,
        title=proposal.title,
        values=proposal.values,
        quote=sentence.text,
        is_uncertain=bool(doubts),
        why="; ".join(map(str, dict.fromkeys(doubts))),
    )


def _doubts(proposal, sentence, known, made):
    """Yield the doubts about a proposal, from the register and the other suggestions."""
    if proposal.kind == "person":
        yield _("“%s” is not in the register") % proposal.title
    if proposal.kind in ("agreement", "event"):
        for title in made.of_the_date(proposal):
            yield _("it may be “%s”, named in another sentence") % title
        for record in made.alike(proposal, known):
            yield _("the register has “%s” already") % record
        if proposal.kind == "agreement" and (names := _unknown_parties(sentence, known)):
            yield _("not in the register: %s") % ", ".join(names)


def _alike(proposal, known):
    found = records_named(proposal.title, proposal.kind, known)
    when, type_ = proposal.values.get("when"), proposal.values.get("type")
    if when and PartialDate.from_edtf(when).precision in _DATED:
        same = {"kind": proposal.kind, "when": when, f"{proposal.kind}__type": type_}
        found += Record.objects.filter(**same).by_title()
    return dict.fromkeys(found)


def _unknown_parties(sentence, known):
    """Return the names after “between” or “with” that the register does not know."""
    unknown, names = [], known.names.find(sentence)
    for match in _PARTIES.finditer(sentence):
        named, start = match["named"], match.start("named")
        rest = list(named)
        for found in names:
            for place in range(max(found.start, start), min(found.end, match.end())):
                rest[place - start] = " "
        unknown += [_around(named, word.start()) for word in _CAPITALS.finditer("".join(rest))]
    return list(dict.fromkeys(unknown))


def _around(text, place):
    """Return the name around a word: the capitalised words next to it."""
    pattern = r"[A-Z][\w'’-]+(?:\s(?:(?:of|for|and|the|under)\s)*[A-Z][\w'’-]+)*"
    return next(
        (match[0] for match in re.finditer(pattern, text) if match.start() <= place < match.end()),
        text[place:],
    )


@transaction.atomic
def accept(suggestion, user, free_slug, target=None):
    """Make a draft of a suggestion, with its values and their evidence; return the record.

    With a ``target``, the figure or the evidence is added to that record. Raises AlreadyDecided, or
    ValidationError for a figure without a target.
    """
    suggestion = _locked(suggestion)
    record = apply_suggestion(suggestion, user, free_slug, target)
    _decide(suggestion, Suggestion.Decision.ACCEPTED, user, record)
    return record


@transaction.atomic
def dismiss(suggestion, user):
    """Mark a suggestion as not wanted."""
    _decide(_locked(suggestion), Suggestion.Decision.DISMISSED, user)


@transaction.atomic
def reopen(suggestion):
    """Let editors decide on a dismissed suggestion again."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if suggestion.state == Suggestion.Decision.DISMISSED:
        suggestion.state, suggestion.decided_at = Suggestion.Decision.PENDING, None
        suggestion.decided_by = None
        suggestion.save()


def _locked(suggestion):
    found = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if found.state != Suggestion.Decision.PENDING:
        raise AlreadyDecided(_("“%s” has been decided on already. Nothing was changed.") % found)
    return found


def _decide(suggestion, state, user, record=None):
    suggestion.state, suggestion.record = state, record
    suggestion.decided_by, suggestion.decided_at = user, timezone.now()
    suggestion.save()
