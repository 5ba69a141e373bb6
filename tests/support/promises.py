"""What must hold after each step of a history, whatever was done."""

from typing import NamedTuple

from cooperation.models import ContentVersion, OldAddress, Record
from cooperation.models.content_version import Version
from tests.support.databases import tables
from tests.support.derived import derived, derived_from_scratch, words
from tests.support.register import everything_kept, public, seen, shown_tables, tokens_of


class Sight(NamedTuple):
    """The register at one moment, as far as promises speak of it."""

    tables: dict
    published: list
    public: dict
    gone: list
    """The addresses of what is withdrawn: they say so, and nothing else of it."""
    version: Version

    @classmethod
    def now(cls, before=None):
        """Look at the register; ``before`` saves reading again what cannot be different."""
        rows = tables()
        published = sorted(Record.objects.published().values_list("pk", flat=True))
        version = ContentVersion.current()
        is_same = before is not None and (before.published, shown_tables(before.tables)) == (
            published,
            shown_tables(rows),
        )
        gone = sorted(Record.objects.withdrawn().values_list("kind", "slug"))
        return cls(rows, published, before.public if is_same else public(), gone, version)


def broken(world, step, was_refused, before, after):
    """Return the first promise that a step has broken, in words; None if all are kept."""
    if was_refused:
        changed = [name for name in after.tables if before.tables[name] != after.tables[name]]
        return f"a refused call has changed {changed}" if changed else None
    checks = (_lost, _shown_without_right, _unapproved, _version, _addresses)
    return next(filter(None, (check(world, step, before, after) for check in checks)), None)


def _lost(world, _step, _before, after):
    """Nothing that was typed is lost without a question."""
    lost = world.accepted - world.waived - tokens_of(everything_kept(after.tables))
    return lost and f"lost: {sorted(lost)}"


def _shown_without_right(_world, step, before, after):
    """Nothing becomes public by somebody who may not publish."""
    if step.who == "author" and before.public != after.public:
        return f"an author has changed what readers see: {_different(before, after)}"
    return None


def _unapproved(world, _step, before, after):
    """Nothing of a kind under review is public that nobody else has approved."""
    for record in Record.objects.of_kind("agreement"):
        now = after.public.get(record.pk)
        is_known = now is None or now == before.public.get(record.pk)
        is_right = is_known or record.pk in world.exempt
        approved = [seen(rows, after.public.keys()) for rows in world.approved.get(record.pk, ())]
        if not is_right and now not in approved:
            return f"“{record}” is public as nobody has approved it: {_news(before, now, record)}"
    return None


def _news(before, now, record):
    was = before.public.get(record.pk) or {}
    return [(key, was.get(key), now.get(key)) for key in was | now if was.get(key) != now.get(key)]


def _version(world, step, before, after):
    """The content version rises whenever readers see something else, and not for a draft."""
    is_seen = before.public != after.public
    if is_seen and before.version[:2] == after.version[:2]:
        return f"readers see a change, and the version has not risen: {_different(before, after)}"
    if step.who == "author" and before.gone == after.gone and before.version != after.version:
        return "the version has risen for what readers do not see"
    return None


def _different(before, after):
    keys = before.public.keys() | after.public.keys()
    return sorted(str(key) for key in keys if before.public.get(key) != after.public.get(key))


def _addresses(world, _step, _before, after):
    """Every address that was public leads to its record, or to what it was merged into."""
    records = {
        pk: (kind, slug) for pk, kind, slug in Record.objects.values_list("pk", "kind", "slug")
    }
    standing = {address: pk for pk, address in records.items()}
    former = {
        (kind, slug): pk
        for kind, slug, pk in OldAddress.objects.values_list("kind", "slug", "record")
    }
    for pk in world.merged.keys() & {*after.published}:
        world.published_again(pk)
    world.addresses |= {records[pk]: pk for pk in after.published}
    for address, first in world.addresses.items():
        pk = world.standing(first)
        leads = former[address] if address in former else standing.get(address)
        if leads != (pk if pk in records else None) or address not in former | standing:
            return f"the address {address} does not lead to record {pk}, but to {leads}"
    return None


def underived():
    """Return what is derived otherwise than from scratch; None if nothing is."""
    now, known = derived(), words()
    scratch, wanted = derived_from_scratch()
    for name in now:
        if now[name] != scratch[name]:
            if isinstance(now[name], dict):
                return f"{name}: {now[name]} and from scratch {scratch[name]}"
            more = sorted({*now[name]} - {*scratch[name]})
            less = sorted({*scratch[name]} - {*now[name]})
            return f"{name}: there {more}, from scratch {less}"
    if wanted - known:
        return f"words that the search lacks: {sorted(wanted - known)}"
    return None
