"""The editors’ desk: one file for each model; ``desk/`` holds what they share."""

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
