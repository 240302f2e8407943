"""The sites of a plan as GeoJSON: a point each, with its wave and its status."""

import json
from typing import Any

from hpplan.analysis.site_map import Located, SiteMap
from hpplan.text import literal_json


def render(found: SiteMap) -> str:
    """A feature collection, in the order of the timeline, one site a line; a site without a
    location has no geometry.
    """
    lines = ",\n".join(
        literal_json(json.dumps(_feature(site), ensure_ascii=False)) for site in found.sites
    )
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _feature(site: Located) -> dict[str, Any]:
    entry = site.entry
    geometry = None
    if site.location is not None:
        latitude, longitude = site.location
        geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    properties = {
        "site": entry.site,
        "name": entry.name,
        "wave": entry.wave,
        "label": entry.label or entry.wave,
        "status": entry.status.value,
    }
    return {"type": "Feature", "id": entry.site, "geometry": geometry, "properties": properties}
