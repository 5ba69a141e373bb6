"""How tests ask the API."""

from cooperation.domain.kinds import PAGE_KINDS

PATHS = {kind.key: f"/api/v1/{kind.path}/" for kind in PAGE_KINDS}


def ids(response):
    """Return the slugs of the records of a list, in order."""
    assert response.status_code == 200, response.content
    return [each["id"].rstrip("/").rsplit("/", 1)[1] for each in response.json()["results"]]


def links_of(response):
    """Return {relation: address} of the header Link (RFC 8288)."""
    parts = response.headers["Link"].split(", ")
    pairs = (part.split("; ") for part in parts)
    return {relation[5:-1]: address[1:-1] for address, relation in pairs}


def problem(response, status):
    """Return the problem details of an answer, which must have them."""
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    found = response.json()
    assert found["status"] == status
    return found
