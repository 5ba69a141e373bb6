"""Publishes and withdraws what is due."""

from django.core.management.base import BaseCommand, CommandError

from cooperation.changes.schedule import process_due


class Command(BaseCommand):
    """Run it every few minutes; it may run twice at once, and again, without harm."""

    help = (
        "Publishes the drafts whose time has come and withdraws the records whose time is over. "
        "A draft that cannot go live is named and kept; the exit status is 1 then."
    )

    def handle(self, *args, **options):
        report = process_due()
        for record in report.published:
            self.stdout.write(f"Published the draft of {record.kind}/{record.slug}.")
        for record in report.withdrawn:
            self.stdout.write(f"Withdrew {record.kind}/{record.slug}.")
        for record, problem in report.problems:
            self.stderr.write(f"{record.kind}/{record.slug} did not go live: {problem}")
        if report.problems:
            raise CommandError(f"Drafts that could not go live: {len(report.problems)}.")
