"""The state of a site as of a date: what its newest claims state, and where they disagree."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from hpplan.domain.claims import Claim, Dated, Says, newest, outdating
from hpplan.domain.sites import Fields, Site
from hpplan.domain.sources import Source
from hpplan.domain.status import Status
from hpplan.language import _, marked
from hpplan.periods import Period
from hpplan.values import dataclass

TAKES_PART = frozenset({Says.JOINED, Says.AGREEMENT, Says.DECIDED})
TAKES_NO_PART = frozenset({Says.DECLINED, Says.WITHDRAWN})
# For speed, since every site is asked: looking up a member of an enum takes five times as long.
_LIVE: Final = frozenset({Says.LIVE})
_PLANNED: Final = frozenset({Says.PLANNED})
_CANDIDATE: Final = frozenset({Says.CANDIDATE})
_DECIDES: Final = frozenset({Says.DECIDED, Says.UNDECIDED})


class Firm(StrEnum):
    """Why a site is held in its wave."""

    LIVE = marked("live")
    DECIDED = marked("decided")
    OVERDUE = marked("overdue")

    @property
    def word(self) -> str:
        """The reason as shown to people."""
        return _(self.value)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Equally new claims of one subject that cannot all hold; `believed` is the one that settles
    the matter. `claims` are `Claim`s of a site or `WaveClaim`s of a wave.
    """

    subject: str
    question: str
    claims: tuple[Dated, ...]
    believed: Dated | None

    @property
    def asks(self) -> str:
        """The question as shown to people."""
        gate = next((claim.gate for claim in self.claims if isinstance(claim, Claim)), None)
        return _(self.question) if gate is None else _("whether it passed {gate}", gate=gate)


@dataclass(frozen=True, slots=True)
class SiteState:
    """A site as known on a date.

    `wave` is its current wave, `claim` the statement that puts it there, `void` the wave claims
    without effect because their wave does not exist on that date. Where no other claim names a
    wave, `dropped` is the one of them whose wave was dropped but still counts as current: the site
    then has no `wave`, and going to any is a move. `because_split` names the site it was part of
    when that one went live. `named_alike`: another site has the same name, so that it is shown with
    its id.
    """

    site: Site
    fields: Fields
    status: Status
    takes_part: bool
    required: bool
    firm: Firm | None = None
    wave: str | None = None
    claim: Claim | None = None
    went_live: Period | None = None
    refusal: Claim | None = None
    decides_by: Period | None = None
    contradictions: tuple[Contradiction, ...] = ()
    void: tuple[Claim, ...] = ()
    dropped: Claim | None = None
    because_split: str | None = None
    named_alike: bool = False

    @property
    def id(self) -> str:
        return self.site.id

    @property
    def name(self) -> str:
        """Its name for people; with its id, where another site has the same name."""
        return f"{self.plain_name} ({self.id})" if self.named_alike else self.plain_name

    @property
    def plain_name(self) -> str:
        return self.fields.name or self.site.name

    @property
    def live(self) -> bool:
        """Whether it is live on the date."""
        return self.firm is Firm.LIVE

    @property
    def comes_from(self) -> str | None:
        """The wave that it leaves if it goes to another: its current one, dropped or not."""
        return self.wave if self.dropped is None else self.dropped.wave


@dataclass(frozen=True, slots=True)
class _NewestClaim:
    """The newest claims on one question: the one believed, or that they disagree."""

    claim: Claim | None
    contradiction: Contradiction | None = None

    @property
    def open(self) -> tuple[Dated, ...]:
        """The claims that contradict each other as long as none of them settles the question."""
        if self.contradiction is None or self.contradiction.believed is not None:
            return ()
        return self.contradiction.claims


_SILENCE: Final = _NewestClaim(None)


def _answer(
    subject: str,
    question: str,
    claims: Iterable[Claim],
    says: Callable[[Claim], object],
    sources: Mapping[str, Source],
    otherwise: Callable[[Claim], bool] = lambda _: False,
) -> _NewestClaim:
    """The newest claim; where equally new ones disagree, the settling one, else the one that
    `otherwise` prefers because it binds least, else none.
    """
    latest = newest(list(claims), sources)
    if not latest:
        return _NewestClaim(None)
    if len({says(claim) for claim in latest}) == 1:
        return _NewestClaim(latest[0])
    settling = [claim for claim in latest if claim.settles is not None]
    believed = settling[0] if len({says(claim) for claim in settling}) == 1 else None
    contradiction = Contradiction(subject, question, tuple(latest), believed)
    if believed is None:
        mildest = [claim for claim in latest if otherwise(claim)]
        return _NewestClaim(mildest[0] if mildest else None, contradiction)
    return _NewestClaim(believed, contradiction)


def standing(
    site: Site,
    as_of: date,
    sources: Mapping[str, Source],
    exists: Callable[[str], bool],
    past: Callable[[str], bool],
    reopened: bool = False,
    given_up: Callable[[str], bool] = lambda _: False,
) -> SiteState:
    """The state of the site by its newest claims that are known on the day.

    `exists`, `past` and `given_up` are predicates of waves: that the wave exists then, that its
    go-live is over, and that it does not exist because it was dropped.
    """
    known = [c for c in site.claims if (c.known_from(sources) or date.min) <= as_of]
    if not known:
        return SiteState(site, site.fields_on(as_of), Status.NONE, True, site.required)
    answers = _answers(site.id, known, sources)
    live, part, refusal = answers.live.claim, answers.part, answers.refusal
    decided, undecided = answers.decided, answers.undecided
    named = [c for c in (decided, answers.planned.claim, answers.candidate.claim) if c is not None]
    void = tuple(c for c in named if c.wave is not None and not exists(c.wave))
    binding = [c for c in named if c not in void]
    current = live or (binding[0] if binding else None)
    dropped = next((c for c in void if c.wave is not None and given_up(c.wave)), None)
    said = {c.says for c in answers.in_effect}
    in_dispute = any(isinstance(c, Claim) and c.says is Says.DECIDED for c in part.open)
    open_decision = undecided is not None or (
        decided is None and (in_dispute or bool(answers.decision.open))
    )
    status = _status(live, refusal, binding, said, undecided=open_decision)
    # A site that says it is undecided after it was put into a wave need not stay there.
    freed = undecided is not None and current is not None and _no_older(undecided, current, sources)
    firm = _firm(current, past, reopened=reopened, freed=freed)
    refused = refusal is not None
    return SiteState(
        site=site,
        fields=site.fields_on(as_of),
        status=status,
        takes_part=not refused,
        required=not refused and (site.required or Says.AGREEMENT in said),
        firm=None if refused else firm,
        wave=None if refused or current is None else current.wave,
        claim=None if refused else current,
        went_live=live.on if live is not None else None,
        refusal=refusal,
        decides_by=undecided.until if undecided is not None else None,
        contradictions=answers.contradictions,
        void=() if refused else void,
        dropped=None if refused or current is not None else dropped,
    )


@dataclass(frozen=True, slots=True)
class _Answers:
    """What the newest claims of a site state, question by question."""

    live: _NewestClaim
    part: _NewestClaim
    decision: _NewestClaim
    planned: _NewestClaim
    candidate: _NewestClaim
    gates: tuple[_NewestClaim, ...]
    in_effect: Sequence[Claim]
    """The claims that no later refusal has outdated."""

    @property
    def refusal(self) -> Claim | None:
        """The claim that it takes no part, unless it is live."""
        part = self.part.claim
        refuses = self.live.claim is None and part is not None and part.says in TAKES_NO_PART
        return part if refuses else None

    @property
    def decided(self) -> Claim | None:
        return self._decision_that(Says.DECIDED)

    @property
    def undecided(self) -> Claim | None:
        return self._decision_that(Says.UNDECIDED)

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        questions = (self.live, self.part, self.decision, self.planned, self.candidate, *self.gates)
        return tuple(a.contradiction for a in questions if a.contradiction is not None)

    def _decision_that(self, says: Says) -> Claim | None:
        claim = self.decision.claim
        return claim if claim is not None and claim.says is says else None


def _answers(site: str, known: Sequence[Claim], sources: Mapping[str, Source]) -> _Answers:
    """The answers of the claims that are known on the day."""
    ever_said = {c.says for c in known}

    def ask(
        question: str,
        kinds: frozenset[Says],
        says: Callable[[Claim], object],
        otherwise: Callable[[Claim], bool] = lambda _: False,
        among: Sequence[Claim] = known,
    ) -> _NewestClaim:
        if ever_said.isdisjoint(kinds):
            return _SILENCE
        claims = [c for c in among if c.says in kinds]
        return _answer(site, question, claims, says, sources, otherwise)

    live = ask(marked("where it went live"), _LIVE, lambda c: c.wave, lambda _: True)
    part = ask(
        marked("whether it takes part"),
        TAKES_PART | TAKES_NO_PART,
        lambda c: c.says in TAKES_PART,
        lambda c: c.says in TAKES_PART,
    )
    in_effect = known
    if not ever_said.isdisjoint(TAKES_NO_PART):
        refused_since = outdating((c for c in known if c.says in TAKES_NO_PART), sources)
        in_effect = [c for c in known if not refused_since(c)]
    undisputed = in_effect
    if part.open:  # It may as well have withdrawn as decided: its decision has no effect.
        disputed = set(map(id, part.open))
        undisputed = [c for c in in_effect if id(c) not in disputed]
    decision = ask(
        marked("whether and where it has decided"),
        _DECIDES,
        lambda c: (c.says, c.wave),
        lambda c: c.says is Says.UNDECIDED,
        undisputed,
    )
    planned = ask(
        marked("where it is planned"),
        _PLANNED,
        lambda c: c.wave,
        among=in_effect,
    )
    candidate = ask(
        marked("where it is a candidate"),
        _CANDIDATE,
        lambda c: c.wave,
        among=in_effect,
    )
    gates = tuple(_of_gates(site, known, sources))
    return _Answers(live, part, decision, planned, candidate, gates, in_effect)


def _of_gates(
    site: str, known: Iterable[Claim], sources: Mapping[str, Source]
) -> Iterator[_NewestClaim]:
    """What is stated of each gate, or that claims disagree on it."""
    by_gate: dict[str, list[Claim]] = {}
    for claim in known:
        if claim.gate is not None:
            by_gate.setdefault(claim.gate, []).append(claim)
    for gate, claims in by_gate.items():
        yield _answer(site, passed(gate), claims, lambda claim: claim.says, sources)


def passed(gate: str) -> str:
    """The question on which claims of a gate may disagree."""
    return f"whether it passed {gate}"


def _status(
    live: Claim | None,
    refusal: Claim | None,
    binding: list[Claim],
    said: set[Says],
    *,
    undecided: bool,
) -> Status:
    if live is not None:
        return Status.LIVE
    if refusal is not None:
        return Status(refusal.says)
    if undecided:
        return Status.UNDECIDED
    if binding:
        return Status(binding[0].says)
    for weaker in (Says.AGREEMENT, Says.JOINED, Says.PREPROJECT, Says.OPTION):
        if weaker in said:
            return Status(weaker)
    return Status.NONE


def _no_older(claim: Claim, other: Claim, sources: Mapping[str, Source]) -> bool:
    return any(latest is claim for latest in newest([claim, other], sources))


def _firm(
    current: Claim | None, past: Callable[[str], bool], *, reopened: bool, freed: bool
) -> Firm | None:
    if current is None or current.wave is None:
        return None
    if current.says is Says.LIVE:
        return Firm.LIVE
    if reopened:
        return None
    if past(current.wave):
        return None if freed else Firm.OVERDUE
    return Firm.DECIDED if current.says is Says.DECIDED else None


def inherited(
    child: SiteState, parent: SiteState, since: Period, went_live: Period | None
) -> SiteState:
    """The state of the child if the parent was live when it was split off: from `went_live`, as far
    as that is known, that day included.
    """
    if child.live or not parent.live or (went_live and went_live.first > since.first):
        return child
    return SiteState(
        site=child.site,
        fields=child.fields,
        status=Status.LIVE,
        takes_part=True,
        required=child.required,
        firm=Firm.LIVE,
        wave=parent.wave,
        claim=parent.claim,
        went_live=went_live,
        contradictions=child.contradictions,
        because_split=parent.id,
    )
