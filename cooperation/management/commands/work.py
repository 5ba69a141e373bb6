"""Runs the worker: publications, withdrawals and slow tasks."""

import signal

from django.core.management.base import BaseCommand

from cooperation.work.loop import Loop


class Command(BaseCommand):
    """Several may run, and each can be killed at any time."""

    help = (
        "Publishes and withdraws to the second, reads long documents, scans articles for new "
        "names, makes the data files each night and tidies up. Runs until it is ended."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due now and end")
        parser.add_argument(
            "--parent", type=int, help="the id of the process that started it; it ends with it"
        )

    def handle(self, *args, **options):
        loop = Loop(options["parent"])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: loop.stop())
        loop.run(options["once"])
