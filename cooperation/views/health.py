"""Whether the site can do its work, for the machines that watch it."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cooperation.version import VERSION


@never_cache
@require_safe
def health(request):
    """Answer 200 if database, cache and migrations are as they must be, else 503.

    The body is ``{"database": true, "cache": true, "migrations": true, "version": "0.2.0"}``;
    nothing is said of addresses.
    """
    parts = {"database": _database(), "cache": _cache(), "migrations": _migrations()}
    status = 200 if all(parts.values()) else 503
    return JsonResponse(parts | {"version": VERSION}, status=status)


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _cache():
    try:
        cache.set("healthz", "well", 10)
        return cache.get("healthz") == "well"
    except Exception:  # each cache backend has errors of its own
        return False


def _migrations():
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False
