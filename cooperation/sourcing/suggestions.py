"""Suggestions: what the sentences of an imported article may tell the register, for an editor."""

import re
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.domain.clues import Proposal, find_proposals
from cooperation.domain.dates import PartialDate
from cooperation.domain.texts.passages import split_sentences
from cooperation.models import Record, Suggestion
from cooperation.sourcing.accepting import AlreadyDecided, called, make_of
from cooperation.sourcing.known import KnownNames

__all__ = ["AlreadyDecided", "accept", "dismiss", "propose", "reopen", "weighed"]

_PARTIES = re.compile(r"\b(?:between|with)\s(?P<named>[^,;]+)")
_CAPITALS = re.compile(r"\b[A-Z][\w'’-]+")
_DATED = ("day", "month")

MOST_SUGGESTIONS = 500
"""Of one text: nobody decides on more, one by one."""
MOST_ALIKE = 5
"""Other suggestions that the doubt about one names."""


def weighed(text, author=None):
    """Return the unsaved Suggestions of whatever the sentences of a text may tell.

    ``text`` is the domain’s Manuscript; its author is proposed unless he or she is linked. Each
    has the place of its sentence among those of the text as ``place``; there are no more than the
    first MOST_SUGGESTIONS.
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


def propose(article, suggestions):
    """Keep what ``weighed`` has found in the text of an article; nothing else is saved."""
    passages = list(article.passages.in_order())
    for suggestion in suggestions:
        suggestion.article, suggestion.passage = article, passages[suggestion.place]
    Suggestion.objects.bulk_create(suggestions)


class SuggestionBatch:
    """The suggestions of one text so far, and what was asked of the register for them."""

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
        """Return the titles of those of the same kind, type and date."""
        key = proposal.kind, proposal.values.get("type"), proposal.values.get("when")
        return list(islice(self._dated.get(key, ()), MOST_ALIKE))

    def alike(self, proposal, known):
        """Return the records that bear the title, or are of the sort and of the very date."""
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
    """Yield what the register and the other suggestions say against a proposal."""
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
    found = called(proposal.title, proposal.kind, known)
    when, type_ = proposal.values.get("when"), proposal.values.get("type")
    if when and PartialDate.from_edtf(when).precision in _DATED:
        same = {"kind": proposal.kind, "when": when, f"{proposal.kind}__type": type_}
        found += Record.objects.filter(**same).by_title()
    return dict.fromkeys(found)


def _unknown_parties(sentence, known):
    """Return the names after “between” or “with” in which no name of the register is found."""
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
    """Return the name in which a word stands: the words in capitals around it."""
    pattern = r"[A-Z][\w'’-]+(?:\s(?:(?:of|for|and|the|under)\s)*[A-Z][\w'’-]+)*"
    return next(
        (match[0] for match in re.finditer(pattern, text) if match.start() <= place < match.end()),
        text[place:],
    )


@transaction.atomic
def accept(suggestion, user, free_slug, target=None):
    """Make a draft of a suggestion, with its values and their evidence, and return the record.

    With a ``target`` that record gets the figure, or the evidence for what it holds already. Raises
    AlreadyDecided, or ValidationError if the figure has no target.
    """
    suggestion = _locked(suggestion)
    record = make_of(suggestion, user, free_slug, target)
    _decide(suggestion, Suggestion.Decision.ACCEPTED, user, record)
    return record


@transaction.atomic
def dismiss(suggestion, user):
    """Keep that an editor does not want a suggestion."""
    _decide(_locked(suggestion), Suggestion.Decision.DISMISSED, user)


@transaction.atomic
def reopen(suggestion):
    """Put a dismissed suggestion before the editors again."""
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
