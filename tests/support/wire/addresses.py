"""One address of each kind of answer of the site, with its status."""

PAGES = [
    "/", "/agreements/", "/agreements/pictured/", "/articles/", "/councils/", "/events/",
    "/initiatives/", "/partners/", "/people/", "/topics/", "/search/", "/search/?q=terrorism",
    "/timeline/", "/network/", "/feeds/", "/feeds/calendar/", "/api/", "/vocabulary/", "/data/",
    "/pages/about/", "/ru/", "/ru/agreements/", "/uz/agreements/pictured/",
]  # fmt: skip

FILES = [
    "/feeds/all.atom", "/feeds/agreements.rss", "/ru/feeds/all.atom", "/events.ics",
    "/agreements/pictured.ttl", "/agreements/pictured.jsonld", "/vocabulary.ttl",
    "/agreements/pictured/cite.bib", "/timeline.svg", "/network.svg", "/search/suggestions/?q=un",
    "/agreements/export.csv", "/agreements/export.xlsx", "/agreements/export.json",
    "/agreements/export.jsonl", "/api/v1/", "/api/v1/agreements/", "/api/v1/openapi.json",
    "/static/img/share/site.png", "/data/manifest.json", "/data/agreements.csv",
    "/data/agreements.ttl", "/healthz", "/readyz", "/robots.txt", "/llms.txt", "/site.webmanifest",
    "/sitemap.xml", "/sitemap-lists.xml", "/static/css/site.css", "/static/img/icons.svg",
    "/static/js/copy.js", "{font}", "{picture}", "{rendition}", "{document}",
]  # fmt: skip

OTHERS = {
    "/agreements": 301,
    "/favicon.ico": 302,
    "/og/site.png": 301,
    "/og/agreement/pictured.png": 301,
    "/admin/": 302,
    "/api/v1/agreements": 301,
    "/agreements/?type=zz": 400,
    "/feeds/agreements.atom?type=zz": 400,
    "/api/v1/agreements/?type=zz": 400,
    "/nothing/": 404,
    "/ru/nothing/": 404,
    "/media/nothing.pdf": 404,
    "/static/nothing.css": 404,
    "/api/v1/nothing/": 404,
    "/.well-known/security.txt": 404,
    "/agreements/withdrawn/": 410,
    "/agreements/withdrawn.ttl": 410,
}
"""Address to status of what is no page and no file."""

ALL = {**dict.fromkeys(PAGES + FILES, 200), **OTHERS}

WITH_STATE = [
    "/feeds/all.atom", "/feeds/agreements.rss", "/events.ics", "/agreements/pictured.ttl",
    "/api/v1/agreements/", "/static/img/share/site.png", "/data/agreements.csv",
    "/static/css/site.css", "{font}", "{picture}", "{document}",
]  # fmt: skip
"""What answers 304 to those who have it."""

DIVISIBLE = ["{font}", "{picture}", "{document}", "/data/agreements.csv"]
"""Files of which a part can be had, if they are not compressed."""
