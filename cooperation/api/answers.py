"""Answers in JSON."""

import json

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse


def json_answer(data, links=()):
    """Return data as JSON, with (address, relation) in the header Link (RFC 8288)."""
    content = json.dumps(data, ensure_ascii=False)
    response = HttpResponse(content, content_type="application/json")
    own = (address("openapi"), "service-desc"), (f"{settings.SITE_URL}/api/", "service-doc")
    response.headers["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for url, rel in (*links, *own))
    return response


def address(name, *args):
    """Return the whole address of an operation by its name."""
    return f"{settings.SITE_URL}{reverse(f'api:{name}', args=args)}"
