"""Imports a text as a draft article and reports what was recognised in it."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cooperation.changes.import_article import compare, import_article
from cooperation.domain.errors import DomainError
from cooperation.domain.vocabulary import SourceKind
from cooperation.domain.web_address import complete_web_address
from cooperation.formats.manuscripts import check_size
from cooperation.sourcing.open_sentences import open_sentences, preview


class Command(BaseCommand):
    """Exit status 0: imported, now or before; 1: cannot be read; 2: a changed file."""

    help = "Imports a .txt, .md, .html or .docx file as a draft; nothing else enters the register."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="report and save nothing")
        parser.add_argument(
            "--address", default="", help="the page it was saved from: relative links begin there"
        )
        parser.add_argument(
            "--separate",
            action="store_true",
            help="import it even if a file of the same name was imported before",
        )

        parser.add_argument(
            "--source-kind",
            choices=SourceKind.values,
            default="",
            help="what the text is: the text itself, a summary or a translation of ours",
        )

    def handle(self, *args, **options):
        path, separate = options["file"], options["separate"]
        with translation.override("en"):
            try:
                address = complete_web_address(options["address"]) if options["address"] else ""
                check_size(path.stat().st_size, path.name)
                data = path.read_bytes()
                if options["dry_run"]:
                    found = compare(data, path.name, separate, address)
                else:
                    source = {"source_kind": options["source_kind"], "source_url": address}
                    found = import_article(data, path.name, separate=separate, source=source)
            except OSError as error:
                raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
            except DomainError as error:
                raise CommandError(str(error)) from error
            getattr(self, f"report_{found.state}")(found)

    def report_same(self, found):
        article = found.kept.article
        self.stdout.write(f"Imported already as “{article}”; nothing was changed.")
        self.stdout.write(f"SHA-256: {found.kept.sha256}")

    def report_changed(self, found):
        self.stdout.write(f"This is a changed version of what “{found.kept.article}” came from.")
        for line in found.diff or ["Only the bytes differ; the words are the same."]:
            self.stdout.write(line)
        self.stderr.write(
            "Nothing was saved. Change the article in the admin, or import the file as another "
            "article with --separate."
        )
        raise SystemExit(2)

    def report_new(self, found):
        text, write = found.text, self.stdout.write
        write(f"Title: {text.title or '(none)'}")
        write(f"Language: {text.language}. Encoding: {text.encoding}.")
        paragraphs = sum(len(part.paragraphs) for part in text.parts)
        write(f"{len(text.parts)} parts, {paragraphs} paragraphs:")
        for part in text.parts:
            write(f"  {part.heading or '(lead)'}: {len(part.paragraphs)}")
        if text.byline:
            name, role, institution = text.byline.name, text.byline.role, text.byline.institution
            write(f"Byline: {name}; role: {role or '–'}; institution: {institution or '–'}")
        if text.date:
            write(f"Date of the text: {text.date_words} ({text.date})")
        for note in text.notes:
            write(f"Please check: {note}")
        if found.kept:
            sentences = open_sentences(found.kept.article)
            rows = found.kept.article.suggestions.in_order()
            suggestions = [(row.kind, row.title, row.why) for row in rows]
        else:
            sentences, proposals = preview(text)
            suggestions = [
                (each.kind, each.title, "; ".join(map(str, each.doubts))) for each in proposals
            ]
        self.report_findings(sentences, suggestions)
        if found.kept:
            write(f"Saved as a draft: {found.kept.article.get_absolute_url()}")
            write(f"SHA-256: {found.kept.sha256}")
        else:
            write("Nothing was saved.")

    def report_findings(self, sentences, suggestions):
        write = self.stdout.write
        write(f"{len(suggestions)} suggestions, to be accepted or dismissed in the admin:")
        for kind, title, why in suggestions:
            write(f"  {kind}: {title}" + (f" – uncertain: {why}" if why else ""))
        write(f"{len(sentences)} sentences contain something and support no record yet:")
        for sentence in sentences:
            write(f"  {sentence.text}")
            for clue in sentence.clues:
                write(f"    {clue.kind}: {clue.text}" + (f" – {clue.doubt}" if clue.doubt else ""))
            for name in sentence.names:
                write(f"    name: {name}")
