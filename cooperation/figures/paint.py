"""The colours of a picture that stands in a file of its own, on white."""

PAINT = {
    "page": {"fill": "#ffffff"},
    "text": {"fill": "#1a2230"},
    "figure__muted": {"fill": "#535c6b"},
    "figure__rule": {"stroke": "#ddd8cb"},
    "kind=article": {"color": "#1a2230"},
    "kind=agreement": {"color": "#1d4a86"},
    "kind=event": {"color": "#0b6570"},
    "kind=council": {"color": "#7d4f08"},
    "kind=initiative": {"color": "#535c6b"},
}
"""Class, or ``name=value`` of a data attribute, to the attributes that its elements get.

In a page the style sheet does this: static/css/components/figure.css.
"""
