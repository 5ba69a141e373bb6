"""How much longer the public pages take with 10,000 agreements than with 100.

Run: python benchmarks/lists.py. It works on a database of its own, which it removes again, and
prints for each page the median of some requests at both sizes and their ratio; a ratio near 1
says that the page does not depend on how much the register holds.
"""

from measuring import median_of_page, on_its_own, print_ratios

SIZES = (100, 10_000)
PARTNERS = 300
PAGES = (
    "/",
    "/agreements/",
    "/agreements/?sort=title",
    "/agreements/?q=matters",
    "/agreements/?partner=partner-3",
    "/agreements/?date=2005&match=certainly",
    "/partners/partner-3/",
    "/agreements/agreement-77/",
    "/timeline/",
    "/timeline/?date=2005-07",
)


def fill(start, end):
    """Add agreements of these numbers, each with two parties."""
    from cooperation.models import Agreement, Partner, Relation

    partners = list(Partner.objects.order_by("pk"))
    for number in range(start, end):
        agreement = Agreement.objects.create(
            title_en=f"Agreement {number} on matters of cooperation",
            slug=f"agreement-{number}",
            type="memorandum",
            status="published",
            when=f"{1990 + number % 36}-{1 + number % 12:02}",
        )
        for shift in (0, 7):
            partner = partners[(number + shift) % len(partners)]
            Relation.objects.create(subject=partner, verb="party_to", object=agreement)


def main():
    from django.db import transaction
    from django.test import Client

    from cooperation.models import Partner

    with transaction.atomic():
        for number in range(PARTNERS):
            Partner.objects.create(
                title_en=f"Partner {number}",
                slug=f"partner-{number}",
                type="state",
                status="published",
            )
    client, measured, start = Client(), {}, 0
    for size in SIZES:
        with transaction.atomic():
            fill(start, size)
        start = size
        measured[size] = {page: median_of_page(client, page) for page in PAGES}
    print_ratios(PAGES, measured)


if __name__ == "__main__":
    on_its_own(main, DATABASE_URL="")
