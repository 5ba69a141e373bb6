"""The hidden field by which a form that is sent twice is known."""

import uuid

from django import template
from django.utils.html import format_html

from cooperation.admin_site.sent_form import FIELD, token_of

register = template.Library()


@register.simple_tag(takes_context=True)
def form_token(context):
    """Show the hidden field; a form that comes back with errors keeps its token."""
    token = token_of(context["request"]) or uuid.uuid4().hex
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, token)
