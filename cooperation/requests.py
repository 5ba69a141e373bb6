"""Requests as another part of the site is to see them: copies, since nothing rewrites a request."""


def copy_request(request, **attributes):
    """Return a copy of a request in which some attributes are different."""
    seen = object.__new__(type(request))
    seen.__dict__.update(request.__dict__)
    for name, value in attributes.items():
        setattr(seen, name, value)
    return seen
