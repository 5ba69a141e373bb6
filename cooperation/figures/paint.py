"""The colours of pictures in SVG files."""

HALO = {"stroke": "#ffffff", "stroke-width": "4", "paint-order": "stroke"}
"""Around labels on lines."""

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
    "join=agreement": {"color": "#1d4a86"},
    "join=activity": {"color": "#0b6570"},
    "join=direct": {"color": "#1a2230"},
    "join=body": {"color": "#7d4f08"},
    "join=presence": {"color": "#7b8391"},
    "family=state": {"color": "#1d4a86"},
    "family=body": {"color": "#0b6570"},
    "family=national": {"color": "#7d4f08"},
    "family=grouping": {"color": "#535c6b"},
    "network__shape": {"fill": "#ffffff", "stroke": "currentColor", "stroke-width": "2"},
    "network__label": {"text-anchor": "middle", **HALO},
    "lineage__box": {"fill": "#ffffff", "stroke": "currentColor"},
    "lineage__here": {"stroke-width": "2.5"},
    "lineage__title": {"font-weight": "600"},
    "lineage__when": {"fill": "#535c6b"},
    "lineage__words": {"fill": "#0b6570"},
    "lineage__arrow": {"fill": "none", "stroke": "#535c6b"},
    "lineage__hit": {"fill": "none"},
}
"""{class, or ``name=value`` of a data attribute: SVG attributes}.

On pages static/css/components/figure.css does this.
"""
