"""From the values of all files to a programme, with every fault of the data as a finding."""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Fix, Note, Severity, in_order
from hpplan.diagnostics.fixes.offers import quoted, value_instead
from hpplan.diagnostics.ignores import Ignore
from hpplan.diagnostics.place import Place
from hpplan.diagnostics.suggestion import did_you_mean, meant, near_miss
from hpplan.domain.agenda import Agenda
from hpplan.domain.entry import COUNTING_SITES, Noun, Vocabulary
from hpplan.domain.sites import MUNICIPALITY, TRUST, Fields, Region, Site
from hpplan.domain.sources import Source
from hpplan.domain.waves import Wave
from hpplan.goals import BY_KIND as GOALS
from hpplan.goals import Goal
from hpplan.goals.reference import CLAIMS, AgainstCurrent
from hpplan.language import Language, speaking
from hpplan.programme.programme import DataFile, ProgrammeData, TooLarge
from hpplan.reading.codes.files import NO_PROGRAMME, TOO_LARGE
from hpplan.reading.codes.references import BORDER_OF_NOBODY, DUPLICATE_ID, UNKNOWN_NAME
from hpplan.reading.codes.schema import (
    BAD_MAP,
    INCOMPLETE,
    NOT_A_CHOICE,
    NOT_A_PLAN,
    NUMBER_NOT_TEXT,
    SUM_TOO_LARGE,
    UNKNOWN_KEY,
    WRONG_TYPE,
)
from hpplan.reading.directory import SECTIONS, TO_BEGIN_WITH, WRITTEN, data_files
from hpplan.reading.file_content import Files, ListedFiles, OnDisk
from hpplan.reading.ignore_comments import ignores
from hpplan.reading.places import Places
from hpplan.reading.validation import findings_of, kind_of, one_of, without_value
from hpplan.reading.yaml_text import UNREAD, parse_bytes
from hpplan.rules import BY_KIND as RULES
from hpplan.rules import Rule
from hpplan.text import few_names
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.domain.borders import Borders
    from hpplan.domain.governance import Body, Decision, Right
    from hpplan.domain.risks import Risk

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
_A_MODEL: Final = type(BaseModel)
"""The metaclass of the type of an entry; `isinstance` takes ten times as long to say no."""

OWNERS: Final = {"trusts": TRUST, "municipalities": MUNICIPALITY, "sites": None}
"""The sections of sites, with the kind of all sites in them; in the order of a programme."""

_NAMED: Final = ("waves", "sources", "regions", "rules", "bodies", "decisions")
"""The other sections whose entries are named by their ids."""

MOST_FINDINGS: Final = 1_000
"""How many faults of all files together are reported; a note says if there are more."""

MOST_SITES: Final = 200_000
"""How many entries a section of sites may have: each takes two kilobytes or more."""
MOST_ENTRIES: Final = 1_500_000
"""How many any other section may have."""

MANY_NODES: Final = 100_000
"""From how many keys and values on an entry counts as long."""

EVERYONE: Final = "all"
"""The selector of every site or wave; therefore it cannot be an id."""


@dataclass(frozen=True)
class Reading:
    """The result of reading: a programme or at least one error, and the place of every value."""

    programme: ProgrammeData | None
    findings: tuple[Finding, ...]
    places: Places


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry of a section: the raw value, and its path from the root of its file."""

    section: str
    value: Any
    root: int
    path: tuple[str | int, ...]


@speaking(Language.EN)
def read(
    directory: Path,
    instead: Mapping[str, bytes] | None = None,
    most: int = MOST_FINDINGS,
    *,
    settling: bool = False,
) -> Reading:
    """Read every YAML file of the directory; all faults are reported together, by place, `most` of
    them.

    A file with a content in `instead` is not opened. Where the lock is about to be written,
    `settling` whatever was in it, a goal that compares with it may compare with the claims.
    """
    reader = _Reader(directory, OnDisk(instead or {}), most, settling=settling)
    return _without_collecting(lambda: reader.read(*data_files(directory)))


@speaking(Language.EN)
def read_files(directory: Path, files: ListedFiles) -> Reading:
    """Read the files that are listed as those of the directory, wherever they are kept."""
    reader = _Reader(directory, files, MOST_FINDINGS)
    return _without_collecting(lambda: reader.read(*files.listed()))


@speaking(Language.EN)
def read_text(text: str, called: str) -> Reading:
    """Read one text as if it were the only file of a directory, by this name."""
    content = OnDisk({called: text.encode()})
    reader = _Reader(Path(), content, MOST_FINDINGS)
    return _without_collecting(lambda: reader.read([Path(called)], []))


def _without_collecting(work: Callable[[], Reading]) -> Reading:
    """Everything that is read stays alive: looking for garbage takes a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return work()
    finally:
        if collecting:
            _count_as_old()
            gc.enable()


def _count_as_old() -> None:
    """Make the collector treat all objects as long-lived without scanning them, as it would when it
    is enabled again. Objects that somebody has frozen stay frozen.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


class _Reader:
    def __init__(
        self, directory: Path, opener: Files, most: int, *, settling: bool = False
    ) -> None:
        self.directory = directory
        self.opener = opener
        self.settling = settling
        self.most = most
        self.places = Places()
        self.findings: list[Finding] = []
        self.files: list[DataFile] = []
        self.items: dict[str, list[_Item]] = {section: [] for section in SECTIONS}
        self.vocabulary = Vocabulary()
        self.fields_sets: dict[frozenset[str], set[str]] = {}
        self.unread = False
        self.more = False
        """Whether there are faults that are not reported."""

    def read(self, paths: Sequence[Path], faults: Sequence[Finding]) -> Reading:
        self.findings += faults
        for path in paths:
            self._read_file(path)
        if not paths:
            return self._done(None)
        agenda = self._agenda()
        self.vocabulary = self._vocabulary(agenda)
        programme = self._programme(agenda or _nameless(self.directory))
        if agenda is None and not self._failed() and not (programme.sites or programme.waves):
            message = (
                f"the folder '{self.directory}' contains no programme: no file in it lists "
                "sites or waves"
            )
            notes = [fault.message for fault in faults]
            hint = TO_BEGIN_WITH
            self._error(NO_PROGRAMME, message, None, hint, tuple(map(Note, notes)))
        self._countable(programme)
        return self._done(programme)

    def _failed(self) -> bool:
        return any(f.severity is Severity.ERROR for f in self.findings)

    def _countable(self, programme: ProgrammeData) -> None:
        """Report rules and goals that add up to more than can be counted."""
        at: dict[Place | None, list[TooLarge]] = {}
        for found in programme.too_large:
            at.setdefault(found.place, []).append(found)
        for place, (first, *others) in at.items():
            places = [self.places.place(each.address) for each in (first, *others)]
            messages = [f"'{first.name}' is here"]
            messages += [f"'{other.name}' could add up to {other.most}" for other in others]
            notes = [
                Note(text, there) for text, there in zip(messages, places, strict=True) if there
            ]
            hint = "count in a larger unit, or with fewer decimals"
            self._error(SUM_TOO_LARGE, first.message, place, hint, tuple(notes))

    def _done(self, programme: ProgrammeData | None) -> Reading:
        failed = self._failed()
        found = in_order(self.findings)
        if self.more:
            note = Note(f"only the first {self.most:,} faults are reported")
            found[-1] = replace(found[-1], notes=(*found[-1].notes, note))
        if failed or programme is None:
            return Reading(None, tuple(found), self.places)
        return Reading(replace(programme, findings=tuple(found)), tuple(found), self.places)

    def _room(self) -> int:
        """How many more faults may be reported; if none, note that there are more."""
        left = max(0, self.most - len(self.findings))
        self.more = self.more or not left
        return left

    def _error(
        self,
        code: Code,
        message: str,
        place: Place | None,
        hint: str | None = None,
        notes: tuple[Note, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        self._say(code.finding(message, place, hint=hint, notes=notes, fix=fix))

    def _say(self, finding: Finding) -> None:
        if self._room():
            self.findings.append(finding)

    # --- files -> items ---------------------------------------------------------------------

    def _read_file(self, path: Path) -> None:
        shown, content = self.opener.shown(path), self.opener.content(path)
        if isinstance(content, Finding):
            self.findings.append(content)
            self.unread = True
            return
        value, faults = parse_bytes(content, shown, self.places)
        self.findings += faults
        if value is UNREAD:
            self.unread = True
            return
        self.files.append(DataFile(shown, hashlib.sha256(content).hexdigest()))
        if value is None:
            return
        if not isinstance(value, dict):
            message = "expected a mapping of sections"
            self._error(WRONG_TYPE, message, Place(shown, 1, 1, 1, 1), one_of(SECTIONS))
            return
        root = value["@"]
        if found := next((key for key in WRITTEN if key in value), None):
            message = f"this is an answer of hpplan, with '{found}', and not data"
            hint = "move it out of the folder, or give it a name that ends in .json"
            self._error(UNKNOWN_KEY, message, self.places.key(root, found), hint)
            return
        for section, entries in value.items():
            if section == "@":
                continue
            if section not in SECTIONS:
                if self._room():
                    miss = near_miss(section, SECTIONS)
                    hint = one_of(SECTIONS) if miss is None else meant(section, miss)
                    place = self.places.key(root, section)
                    fix = None
                    if miss is not None and miss not in value:
                        fix = value_instead(self.places, place, section, miss)
                    message = f"unknown section '{section}'"
                    self._error(UNKNOWN_KEY, message, place, hint, fix=fix)
            elif section in ("programme", "from"):
                self.items[section].append(_Item(section, entries, root, (section,)))
            elif entries is None:
                continue
            elif not isinstance(entries, list):
                place = self.places.key(root, section)
                self._error(
                    WRONG_TYPE, f"expected a list of entries in '{section}'", place, "write '- …'"
                )
            elif len(entries) + len(self.items[section]) > (most := _most(section)):
                place = self.places.key(root, section)
                hint = "no programme is that large; move files that are not data out of the folder"
                self._error(TOO_LARGE, f"'{section}' has more than {most:,} entries", place, hint)
                self.unread = True
            else:
                self.items[section] += (
                    _Item(section, entry, root, (section, number))
                    for number, entry in enumerate(entries)
                )

    # --- names ------------------------------------------------------------------------------

    def _agenda(self) -> Agenda | None:
        stated = self.items["programme"]
        for again in stated[1:]:
            first = self.places.key(stated[0].root, "programme")
            self._error(
                DUPLICATE_ID,
                "duplicate section 'programme'",
                self.places.key(again.root, "programme"),
                "keep one 'programme' section",
                (Note("first here", first),),
            )
        if not stated:
            return None
        value = stated[0].value
        # Sites and sources are not known yet: what names them is read again below.
        bare = (
            {k: v for k, v in value.items() if k in ("id", "name", "seasons")}
            if isinstance(value, dict)
            else {}
        )
        try:
            return Agenda.model_validate(bare)
        except ValidationError:
            return _nameless(self.directory)

    def _vocabulary(self, agenda: Agenda | None) -> Vocabulary:
        ids = {section: self._ids(section) for section in (*OWNERS, *_NAMED)}
        self._once(*OWNERS)
        for section in (*_NAMED, "rights", "risks", "goals"):
            self._once(section)
        self._each_once(self._parts("phases"))
        self._each_once([*self._parts("milestones"), *self._parts("gates")])
        measures, kinds = {COUNTING_SITES}, {MUNICIPALITY, TRUST}
        for section in OWNERS:
            for item in self.items[section]:
                measures |= _measures(item.value)
                if section == "sites" and isinstance(item.value, dict):
                    kinds.add(str(item.value.get("kind")))
        sites = frozenset().union(*(ids[section] for section in OWNERS))
        gates = self._ids_of_parts("gates")
        names: dict[Noun, frozenset[str]] = {
            "site": sites,
            "wave": ids["waves"],
            "source": ids["sources"],
            "region": ids["regions"],
            "trust": ids["trusts"],
            "municipality or site": ids["municipalities"] | ids["sites"],
            "measure": frozenset(measures),
            "phase": self._ids_of_parts("phases"),
            "gate": gates,
            "rule": ids["rules"],
            "kind of site": frozenset(kinds),
            "body": ids["bodies"],
            "decision": ids["decisions"],
            "site, wave, rule or gate": sites | ids["waves"] | ids["rules"] | gates,
        }
        seasons = agenda.seasons if agenda is not None else {}
        return Vocabulary(names, {str(season): months for season, months in seasons.items()})

    def _ids(self, section: str) -> frozenset[str]:
        return frozenset(
            str(item.value["id"])
            for item in self.items[section]
            if isinstance(item.value, dict) and item.value.get("id") is not None
        )

    def _once(self, *sections: str) -> None:
        """Report ids that two entries of these sections share."""
        self._each_once(item for section in sections for item in self.items[section])

    def _parts(self, section: str) -> Iterator[_Item]:
        """The entries of a list within the programme section."""
        for item in self.items["programme"][:1]:
            stated = item.value.get(section) if isinstance(item.value, dict) else None
            for number, entry in enumerate(stated if isinstance(stated, list) else []):
                yield _Item(section, entry, item.root, (*item.path, section, number))

    def _ids_of_parts(self, section: str) -> frozenset[str]:
        parts = (part.value for part in self._parts(section))
        return frozenset(str(value.get("id")) for value in parts if isinstance(value, dict))

    def _each_once(self, items: Iterable[_Item]) -> None:
        seen: dict[str, _Item] = {}
        for item in items:
            if not isinstance(item.value, dict) or item.value.get("id") is None:
                continue
            name = str(item.value["id"])
            if name == EVERYONE:
                message = "'all' is reserved for everything and cannot be an id"
                self._error(NOT_A_CHOICE, message, self._place_of_id(item))
            elif name in seen:
                self._error(
                    DUPLICATE_ID,
                    f"the id '{name}' is taken",
                    self._place_of_id(item),
                    "give this entry an id of its own",
                    (Note("first here", self._place_of_id(seen[name])),),
                )
            else:
                seen[name] = item

    def _place_of_id(self, item: _Item) -> Place | None:
        return self.places.inside(item.root, *item.path, "id")

    # --- items -> values --------------------------------------------------------------------

    def _programme(self, bare: Agenda) -> ProgrammeData:
        agenda = bare
        for item in self.items["programme"][:1]:
            agenda = self._value(item, Agenda) or bare
        provenance = {item.root: self._provenance(item) for item in self.items["from"]}
        sites = [site for section in OWNERS for site in self._sites(section, provenance)]
        rules = [rule for item in self._taken("rules") if (rule := self._rule(item)) is not None]
        goals = [goal for item in self._taken("goals") if (goal := self._goal(item)) is not None]
        bodies, rights, decisions = self._governance()
        return ProgrammeData(
            agenda=agenda,
            sources={source.id: source for source in self._values("sources", Source)},
            regions={region.id: region for region in self._values("regions", Region)},
            sites=tuple(sites),
            waves=tuple(self._values("waves", Wave)),
            rules=tuple(rules),
            goals=tuple(goals),
            places=self.places,
            files=tuple(self.files),
            ignores=tuple(self._ignores(agenda)),
            bodies=bodies,
            rights=rights,
            decisions=decisions,
            risks=tuple(self._risks(rules)),
            borders=self._borders(agenda, sites),
        )

    def _risks(self, rules: "Sequence[Rule]") -> "Iterator[Risk]":
        """The risks; their models are only loaded where the data name any."""
        if not self.items["risks"]:
            return
        from hpplan.domain.risks import BY_KIND, CapacityRisk

        bounded = {rule.id: rule for rule in rules}
        for item in self._taken("risks"):
            kind = self._kind(item, "risk", BY_KIND)
            risk = None if kind is None else self._value(item, kind)
            if risk is None:
                continue
            if isinstance(risk, CapacityRisk) and (rule := bounded.get(risk.rule)) is not None:
                self._has_a_maximum(item, rule)
            yield risk

    def _has_a_maximum(self, item: _Item, rule: Rule) -> None:
        from hpplan.rules.traits import Bounded

        if not isinstance(rule, Bounded) or rule.max is None:
            place = self.places.inside(item.root, *item.path, "rule")
            message = f"'{rule.id}' has no 'max' that could be another"
            self._error(NOT_A_CHOICE, message, place, "name a rule that has one")

    def _borders(self, agenda: Agenda, sites: Sequence[Site]) -> "Borders | None":
        """The borders in the file that the programme names, which is only read where it does."""
        if agenda.map is None:
            return None
        from hpplan.reading.borders import NoBorders, read_borders

        place = self.places.inside(agenda.address, "map")
        found = read_borders(self.directory, agenda.map, self.opener)
        if isinstance(found, NoBorders):
            hint = "name a GeoJSON file of borders beside the data"
            self._error(BAD_MAP, found.message, place, hint, found.notes)
            return None
        stated = (each.number for site in sites for each in (site, *site.earlier))
        numbers = {number for number in stated if number is not None}
        strangers = found.strangers({site.id for site in sites}, numbers)
        if strangers and not self.unread:
            named = few_names(f"'{stranger.name}'" for stranger in strangers)
            message = f"'{agenda.map}' outlines what is no site: {named}"
            notes = tuple(Note(f"'{each.name}' is here", each.place) for each in strangers)[:5]
            self._error(BORDER_OF_NOBODY, message, place, "correct the id or number", notes)
        return found.borders

    def _governance(
        self,
    ) -> "tuple[Mapping[str, Body], tuple[Right, ...], Mapping[str, Decision]]":
        """The bodies, rights and decisions; their models are only loaded where the data
        name any.
        """
        if not any(self.items[section] for section in ("bodies", "rights", "decisions")):
            return {}, (), {}
        from hpplan.domain.governance import Body, Decision, Right

        bodies = {body.id: body for body in self._values("bodies", Body)}
        rights = tuple(self._values("rights", Right))
        decisions = dict[str, Decision]()
        for item in self._taken("decisions"):
            if (decision := self._value(item, Decision)) is not None:
                self._names_its_site(item, decision, bodies)
                decisions[decision.id] = decision
        return bodies, rights, decisions

    def _names_its_site(
        self, item: _Item, decision: "Decision", bodies: "Mapping[str, Body]"
    ) -> None:
        """Report a decision by a body that each of several sites has, if it does not say of which
        site; and one of a single body, if it does.
        """
        by = bodies.get(decision.by)
        if by is not None and by.of is not None and decision.site is None:
            place = self.places.inside(item.root, *item.path, "by")
            message = f"'{by.id}' is one for each site: whose it is that decided is missing"
            self._error(INCOMPLETE, message, place, "write 'site: …' beside it")
        ways: list[tuple[str, str | None, tuple[str | int, ...]]]
        ways = [(decision.by, decision.site, ("site",))]
        ways += [
            (c.body, c.site, ("consulted", n, "site")) for n, c in enumerate(decision.consulted)
        ]
        for name, site, way in ways:
            if site is not None and (body := bodies.get(name)) is not None and body.of is None:
                place = self.places.inside(item.root, *item.path, *way)
                message = f"'{name}' is one body, not that of a site"
                self._error(INCOMPLETE, message, place, "remove the key, or give the body its 'of'")

    def _ignores(self, agenda: Agenda) -> Iterator[Ignore]:
        seasons = {str(season): months for season, months in agenda.seasons.items()}
        for file in self.places.files:
            yield from ignores(file, seasons)

    def _taken(self, section: str) -> Iterator[_Item]:
        """The entries of a section, each released once it is read: large files are in memory only
        once, as raw values or as models.
        """
        items = self.items[section]
        items.reverse()
        while items:
            yield items.pop()

    def _values(self, section: str, model: type[M]) -> Iterator[M]:
        for item in self._taken(section):
            if (value := self._value(item, model)) is not None:
                yield value

    def _value(self, item: _Item, model: type[M]) -> M | None:
        try:
            value = self._validated(item.value, model)
        except ValidationError as fault:
            room = self._room()
            found = islice(
                findings_of(fault, model, item.root, item.path, self.places, self.vocabulary), room
            )
            # What is named in a file that could not be read would all be reported as missing.
            self.findings += (f for f in found if not (self.unread and f.code == UNKNOWN_NAME.id))
            self.more = self.more or fault.error_count() > room
            return None
        self._share_fields_set(value)
        return value

    def _validated(self, written: Any, model: type[M]) -> M:
        """The value of an entry. A long one is first validated with the beginnings of its lists: if
        those alone have more faults than are reported, the faults of all of it would fill the
        memory.
        """
        address = written.get("@") if isinstance(written, dict) else None
        if address is not None and self.places.nodes(address) > MANY_NODES:
            try:
                model.model_validate(_begun(written, self.most + 1), context=self.vocabulary)
            except ValidationError as fault:
                if fault.error_count() > self.most:
                    raise
        return model.model_validate(written, context=self.vocabulary)

    def _share_fields_set(self, value: BaseModel) -> None:
        """Let entries with the same keys share the set of these keys, and so do entries within
        them: the set is as large as most of the entries themselves. Nothing changes it: a copy of
        an entry gets its own.
        """
        stated = value.__pydantic_fields_set__
        shared = self.fields_sets.setdefault(frozenset(stated), stated)
        object.__setattr__(value, "__pydantic_fields_set__", shared)
        fields = value.__dict__
        for name in shared:
            inner = fields[name]
            if type(inner) is tuple:
                if inner and type(type(inner[0])) is _A_MODEL:
                    for each in inner:
                        self._share_fields_set(each)
            elif type(type(inner)) is _A_MODEL:
                self._share_fields_set(inner)

    def _provenance(self, item: _Item) -> Mapping[str, str]:
        """The `from` of a file; read as that of a placeholder site, to check it like a site's."""
        if item.value is None:
            self._say(without_value(self.places, item.root, item.path))
            return {}
        if not isinstance(item.value, dict):
            place = self.places.key(item.root, "from")
            self._error(WRONG_TYPE, "expected a mapping of fields to sources in 'from'", place)
            return {}
        for field in item.value:
            known = [name for name in Fields.model_fields if name != "address"]
            if field != "@" and field.partition(".")[0] not in known:
                self._error(
                    UNKNOWN_KEY,
                    f"unknown field '{field}'",
                    self.places.key(item.root, "from", field),
                    did_you_mean(field, known) or one_of(known),
                )
        stand_in = {"id": "-", "name": "-", "kind": "-", "from": item.value}
        rest = _Item("from", stand_in, item.root, ())
        site = self._value(rest, Site)
        return {} if site is None else site.provenance

    def _sites(self, section: str, provenance: Mapping[int, Mapping[str, str]]) -> Iterator[Site]:
        for item in self._taken(section):
            if (kind := OWNERS[section]) is not None and isinstance(item.value, dict):
                if "kind" in item.value:
                    place = self.places.key(item.root, *item.path, "kind")
                    self._error(
                        UNKNOWN_KEY,
                        f"every entry of '{section}' is a {kind}",
                        place,
                        "remove the key",
                    )
                item.value["kind"] = kind
            if (site := self._value(item, Site)) is None:
                continue
            self._numbers_in_quotes(item)
            self._serves_another(item, site)
            if site.split_from is not None and site.since is None:
                place = self.places.inside(item.root, *item.path, "split_from")
                hint = "write 'since: …', the first day of the new site"
                self._error(INCOMPLETE, "'split_from' requires 'since'", place, hint)
            if stated := provenance.get(item.root):
                merged = {**stated, **site.provenance}
                site = site.model_copy(update={"provenance": merged})
            yield site.with_short_claim()

    def _serves_another(self, item: _Item, site: Site) -> None:
        for path, fields in _versions(site, site.earlier):
            if fields.serves == site.id:
                place = self.places.inside(item.root, *item.path, *path, "serves")
                hint = "write the municipality that it belongs to, or remove the key"
                self._error(NOT_A_CHOICE, f"'{site.id}' cannot serve itself", place, hint)

    def _numbers_in_quotes(self, item: _Item) -> None:
        for path, fields in _versions(item.value, item.value.get("earlier") or ()):
            number = fields.get("number")
            if number is None:
                continue
            bare = isinstance(number, int)
            if not bare and not (isinstance(number, str) and number.startswith("0")):
                continue
            place = self.places.inside(item.root, *item.path, *path, "number")
            if place is None:
                continue
            if not self._room():
                return
            if bare or self.places.source_line(place)[place.column - 1] not in "'\"":
                message = f"the number {number} is not quoted"
                hint = f'write number: "{number}"'
                fix = quoted(self.places, place)
                self.findings.append(NUMBER_NOT_TEXT.finding(message, place, hint=hint, fix=fix))

    def _rule(self, item: _Item) -> Rule | None:
        kind = self._kind(item, "rule", RULES)
        return None if kind is None else self._value(item, kind)

    def _goal(self, item: _Item) -> Goal | None:
        kind = self._kind(item, "goal", GOALS)
        goal = None if kind is None else self._value(item, kind)
        if isinstance(goal, AgainstCurrent) and goal.against != CLAIMS:
            return self._against_plan(item, goal)
        return goal

    def _against_plan(self, item: _Item, goal: AgainstCurrent) -> AgainstCurrent:
        """The goal with the waves of the plan file that it names, relative to the data."""
        from hpplan.reading.lock import NAME, read_plan_or_lock

        reading = read_plan_or_lock(self.directory / goal.against, self.opener)
        if reading.plan is not None:
            return goal.against_plan(reading.plan.waves, reading.plan.days)
        if goal.against == NAME and self.settling:
            return goal
        place = self.places.inside(item.root, *item.path, "against")
        notes = tuple(Note(fault.message, fault.place) for fault in reading.findings)
        hint = f"write '{CLAIMS}', or a plan file beside the data"
        if goal.against == NAME:
            hint = "hpplan lock writes it"
        self._error(NOT_A_PLAN, f"'{goal.against}' is not a plan file", place, hint, notes)
        return goal

    def _kind(self, item: _Item, noun: str, kinds: Mapping[str, type[M]]) -> type[M] | None:
        found = kind_of(item.value, noun, kinds, self.places, item.root, item.path)
        if isinstance(found, Finding):
            self._say(found)
            return None
        return found


def _versions(now: T, earlier: Iterable[T]) -> Iterator[tuple[tuple[str | int, ...], T]]:
    """A site as it is and as it was, each with its path."""
    yield (), now
    for number, past in enumerate(earlier):
        yield ("earlier", number), past


def _begun(value: object, items: int) -> object:
    """The value with at most this many items of each of its lists."""
    if isinstance(value, list):
        return [_begun(item, items) for item in value[:items]]
    if isinstance(value, dict):
        return {key: _begun(inner, items) for key, inner in value.items()}
    return value


def _most(section: str) -> int:
    return MOST_SITES if section in OWNERS else MOST_ENTRIES


def _nameless(directory: Path) -> Agenda:
    """A programme that states nothing about itself, named after its folder."""
    name = directory.resolve().name or "programme"
    return Agenda.model_construct(id=name, name=name, seasons={})


def _measures(site: object) -> set[str]:
    if not isinstance(site, dict):
        return set()
    stated = [site, *_mappings(site.get("earlier"))]
    sizes = (entry.get("size") for entry in stated)
    return {key for size in sizes if isinstance(size, dict) for key in size if key != "@"}


def _mappings(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
