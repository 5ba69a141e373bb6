"""What the tests of the desk share."""

import pytest

from cooperation.models import SiteSettings
from tests.support.queues import DATABASE


@pytest.fixture(autouse=True)
def tasks_wait_where_queries_are_counted(request, settings):
    """Put tasks down for the worker, as a real site does; done at once they would count as well."""
    if request.node.path.stem == "test_query_counts":
        settings.TASKS = DATABASE


@pytest.fixture
def two_pairs(db):
    """Agreements need the approval of somebody else."""
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": ["agreement"]})
