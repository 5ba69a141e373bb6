"""The application and its admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    """One application, split by layer (see docs/architecture.md)."""

    name = "cooperation"
    verbose_name = _("Register of cooperation")


class RegisterAdminConfig(AdminConfig):
    """Puts the register’s own admin site in the place of Django’s."""

    default_site = "cooperation.admin_site.RegisterAdminSite"
