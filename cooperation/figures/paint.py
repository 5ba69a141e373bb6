"""The colours of a picture that stands in a file of its own, on white."""

PAINT = {
    "page": {"fill": "#ffffff"},
    "text": {"fill": "#1a2230"},
    "figure__muted": {"fill": "#535c6b"},
    "figure__rule": {"stroke": "#ddd8cb"},
    "kind=article": {"color": "#3b4557"},
    "kind=agreement": {"color": "#1d4a86"},
    "kind=event": {"color": "#0b6570"},
    "kind=council": {"color": "#7d4f08"},
    "kind=working_group": {"color": "#7d4f08"},
    "kind=initiative": {"color": "#45611d"},
    "kind=partner": {"color": "#8d2b41"},
    "kind=person": {"color": "#673c78"},
    "kind=topic": {"color": "#66543f"},
}
"""Class, or ``name=value`` of a data attribute, to the attributes that its elements get.

In a page the style sheet does this: static/css/components/figure.css.
"""
