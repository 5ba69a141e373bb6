"""Health checks for monitoring."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cooperation.queries.work_status import WorkStatus
from cooperation.version import VERSION

LATE = "Due work is over two minutes late. Start “manage.py work”, or read its log."
PROBLEMS = {
    "database": "The database does not answer. Start it, or correct DATABASE_URL.",
    "cache": "The cache does not keep what it is given. Start it, or correct CACHE_URL.",
    "migrations": "Migrations are missing. Run “manage.py migrate”.",
}
"""{part: message if it does not work}."""


@never_cache
@require_safe
def health(request):
    """Return 200 if database, cache and migrations are fine, else 503.

    The body is ``{"database": true, "cache": true, "migrations": true, "version": "0.2.0"}``.
    """
    parts = _parts()
    status = 200 if all(parts.values()) else 503
    return JsonResponse(parts | {"version": VERSION}, status=status)


@never_cache
@require_safe
def readiness(request):
    """Return 200 if the site works and no due work is late, else 503 and the problems.

    The body is ``{"ready": false, "problems": ["…"], "version": "0.2.0"}``.
    """
    parts = _parts()
    problems = [text for part, text in PROBLEMS.items() if not parts[part]]
    if parts["database"] and parts["migrations"] and WorkStatus().is_late:
        problems.append(LATE)
    answer = {"ready": not problems, "problems": problems, "version": VERSION}
    return JsonResponse(answer, status=503 if problems else 200)


def _parts():
    return {"database": _database(), "cache": _cache(), "migrations": _migrations()}


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
    except Exception:  # each cache backend has its own errors
        return False


def _migrations():
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False
