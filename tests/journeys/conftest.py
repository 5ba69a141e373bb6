"""What the journeys begin with."""

import pytest
from django.contrib.contenttypes.models import ContentType

from cooperation.sourcing.index import index_all
from cooperation.sourcing.passages import store_all
from tests.support.accounts import staff


@pytest.fixture
def site(live_server, content):
    """The address of the running site with its first content."""
    ContentType.objects.clear_cache()
    store_all()
    index_all()
    return live_server.url


@pytest.fixture
def editor_account(register, django_user_model):
    """An editor at the desk of the register that the test has made."""
    return staff(django_user_model, "amina", "Editor")
