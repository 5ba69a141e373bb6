"""Copies of requests, because requests are never changed."""


def copy_request(request, **attributes):
    """Return a copy of a request with some attributes replaced."""
    copied = object.__new__(type(request))
    copied.__dict__.update(request.__dict__)
    for name, value in attributes.items():
        setattr(copied, name, value)
    return copied
