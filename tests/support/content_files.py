"""Fixtures of a test as files: a few partners, their parts, and what is changed in them."""

import json

RELATION = "11111111-1111-4111-8111-111111111111"
EVIDENCE = "22222222-2222-4222-8222-222222222222"
ALIAS = "33333333-3333-4333-8333-333333333333"
NEW = "44444444-4444-4444-8444-444444444444"


def partner(slug, **fields):
    record = {"kind": "partner", "slug": slug, "title_en": slug.title(), "title_ru": f"Р-{slug}"}
    record |= {"summary_en": f"About {slug}.", "status": "published"}
    record |= {"created_at": "2026-11-24T09:00:00Z", "updated_at": "2026-11-24T09:00:00Z"}
    return [
        {"model": "cooperation.record", "fields": record | fields},
        {
            "model": "cooperation.partner",
            "fields": {"record": ["partner", slug], "type": "state", "short_name_en": slug[:3]},
        },
    ]


def part(model, pk, **fields):
    return {"model": f"cooperation.{model}", "pk": pk, "fields": fields}


def relation(subject="alpha", object_="beta", pk=RELATION, **fields):
    ends = {"subject": ["partner", subject], "verb": "partner_of", "object": ["partner", object_]}
    return part("relation", pk, **ends, **fields)


class ContentFiles:
    """Fixtures in a folder; ``rows`` are {name of a file: its rows}."""

    def __init__(self, folder, rows):
        self.folder, self.rows = folder, rows
        self.write()

    def write(self):
        for name, rows in self.rows.items():
            text = json.dumps(rows, ensure_ascii=False, indent=2)
            (self.folder / name).write_text(f"{text}\n", encoding="utf-8")

    def change(self, slug, **fields):
        """Change the base row of a partner in its fixture."""
        (row,) = [r for r in self.rows["20_partners.json"] if r["fields"].get("slug") == slug]
        row["fields"] |= fields
        self.write()

    def drop(self, wanted):
        """Take rows out of the fixtures."""
        for name, rows in self.rows.items():
            self.rows[name] = [row for row in rows if not wanted(row)]
        self.write()

    def add(self, name, *rows):
        self.rows[name] += rows
        self.write()
