"""Keeps public pages in memory and answers from there, in front of Django.

Decision 0055 (docs/decisions/0055-pages-are-kept-in-front-of-django.md) says why and what for.
"""

from project.page_cache.front import PageCache

__all__ = ["PageCache"]
