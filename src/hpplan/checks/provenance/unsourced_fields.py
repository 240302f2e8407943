"""HP705: fields of sites that name no source, where others do."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.sites import Site
from hpplan.programme.programme import SituationData


class UnsourcedFields(Check):
    code = Code(
        "HP705",
        "field-without-source",
        Severity.INFO,
        meaning=(
            "In a programme that names the sources of plain fields (`from`), a field has none. "
            "Each field is reported once, at the first site that states it."
        ),
        why="The figure cannot be looked up or dated.",
        fix="Add the field to `from`, of the file or of the site.",
        bad="""
            sources: [{id: register, kind: register}]
            from: {size.inhabitants: register}
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, location: «[63.4, 10.4]», size: {inhabitants: 5880}}
            """,
        instead=("size.inhabitants: register", "size.inhabitants: register, location: register"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        if not any(site.provenance for site in programme.sites):
            return
        without: dict[str, list[Site]] = {}
        for site in programme.sites:
            for field in _stated(site):
                if field not in site.provenance and field.partition(".")[0] not in site.provenance:
                    without.setdefault(field, []).append(site)
        for field, sites in without.items():
            others = f" and of {len(sites) - 1} more" if len(sites) > 1 else ""
            yield self.finding(
                f"{field} of {sites[0].name}{others} has no source",
                programme.places.inside(sites[0].address, *field.split(".")),
                hint=f"add '{field}' to 'from'",
            )


def _stated(site: Site) -> Iterator[str]:
    for field in ("number", "county", "trust", "serves", "location", "gps", "legacy"):
        if getattr(site, field) is not None:
            yield field
    if site.regions:
        yield "regions"
    for measure in site.size:
        yield f"size.{measure}"
