"""How templates are read: their lines are sent without the indentation that people read them by."""

import re

from django.template.loaders import filesystem

INDENTATION = re.compile(r"^[ \t]+", re.M)


class Loader(filesystem.Loader):
    """Reads the templates of this project; those of packages are read as they are."""

    def get_contents(self, origin):
        return INDENTATION.sub("", super().get_contents(origin))
