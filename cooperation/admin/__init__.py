"""The editors’ desk: one file per noun, what they share in base.py, forms.py and inlines.py."""

from cooperation.admin import (  # noqa: F401 - each registers its models
    account,
    agreement,
    article,
    council,
    document,
    event,
    image,
    initiative,
    manuscript,
    mention,
    page,
    partner,
    person,
    record,
    task,
    topic,
)
