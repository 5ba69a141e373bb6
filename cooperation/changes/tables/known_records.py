"""The records that the cells of some rows name, found with one query for all of them."""

import re
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import as_typed
from cooperation.domain.kinds import KINDS
from cooperation.models import Record


class KnownRecords:
    """The records with some ``names``, to be found by address or by title."""

    def __init__(self, names):
        self._by_slug, self._by_title = defaultdict(list), defaultdict(list)
        wanted = {part for name in names for part in (name, _slug(name), without_role(name))}
        for kind, slug, titles in Record.objects.matching_names(wanted) if wanted else ():
            self._by_slug[slug].append((kind, slug))
            for title in {*filter(None, titles)}:
                self._by_title[title].append((kind, slug))

    def find(self, name, kinds):
        """Return [kind, address] of the record of one of the kinds that a name stands for.

        A name is an address, ``kind/address``, or an exact title in any language, with a role
        behind it as in lists for readers. Raises ValidationError if there is no such record, or
        more than one.
        """
        kind, _slash, slug = name.rpartition("/")
        found = [key for key in self._by_slug.get(slug, ()) if kind in ("", key[0])]
        titled = self._by_title.get(name) or self._by_title.get(without_role(name), ())
        found = [key for key in found if key[0] in kinds] or [
            key for key in titled if key[0] in kinds
        ]
        if len(found) == 1:
            return list(found[0])
        params = {
            "typed": as_typed(name),
            "kinds": ", ".join(str(KINDS[kind].plural).lower() for kind in kinds),
            "choices": "; ".join("/".join(key) for key in found),
        }
        if found:
            raise ValidationError(
                _("“%(typed)s” can be several records. Type one of: %(choices)s."), params=params
            )
        raise ValidationError(
            _(
                "“%(typed)s” is no record among: %(kinds)s. Type its address or its exact title; "
                "if it stands in this table itself, import the table once more afterwards."
            ),
            params=params,
        )

    def titled(self, title, kind):
        """Return the address of a record of a kind with exactly this title, if there is one."""
        found = (slug for own, slug in self._by_title.get(title, ()) if own == kind)
        return next(found, None)


def _slug(name):
    return name.rpartition("/")[2]


def without_role(name):
    """Return a name such as “UN (observer)” without what stands in brackets at its end."""
    return re.sub(r"(?<=\S) \([^()]*\)$", "", name)
