"""`hpplan.lock`: the text of a locked plan, and writing it as a whole or not at all."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hpplan.diagnostics.finding import Finding
from hpplan.programme.plan import PlanData
from hpplan.reading.file_content import content_of
from hpplan.reading.lock import AS_OF, DAY, SITE, WAVE
from hpplan.writing.data_files import NotWritten, reason
from hpplan.writing.lock import Busy, locked
from hpplan.writing.whole import remove_left_behind, replace_file, sync_folder, target_of
from hpplan.writing.yaml_flow import flow


def lock_text(plan: PlanData, as_of: date | None = None) -> str:
    """The lock of a plan; it states the as-of date if one is given."""
    days = plan.days
    waves = plan.waves | {out.site: None for out in plan.unplaced}
    head = [] if as_of is None else [f"{AS_OF}: {as_of}"]
    head += [f"{_key(wave, WAVE, alike=wave in waves)}: {days[wave]}" for wave in sorted(days)]
    lines = [_line(site, waves[site], days) for site in sorted(waves)]
    return "".join(f"{line}\n" for line in (*head, *[""] * bool(head), *lines))


def _line(site: str, wave: str | None, days: Mapping[str, date]) -> str:
    """The line of a site. If a wave has the name of a day, the line is made so that it is not taken
    for that of a wave.
    """
    alike = site in days or (wave is not None and DAY.fullmatch(wave) is not None)
    return f"{_key(site, SITE, alike=alike)}: {'null' if wave is None else _scalar(wave)}"


def _key(name: str, kind: str, *, alike: bool) -> str:
    named = alike or name == AS_OF or name.startswith((SITE, WAVE))
    return _scalar(f"{kind}{name}" if named else name)


def _scalar(text: str) -> str:
    """The text as any reader of YAML reads it: one that begins with a digit might be taken for a
    number.
    """
    return flow(text, as_json=not text[:1].isalpha())


def lock_content(path: Path) -> bytes | None:
    """The content of the lock; None where there is none that can be read."""
    content = content_of(path, str(path))
    return None if isinstance(content, Finding) else bytes(content)


def write_lock(path: Path, text: str, before: bytes | None) -> NotWritten | None:
    """Replace the lock by the text, if its content is still `before`. No other writer works in the
    folder meanwhile.
    """
    target = target_of(path)
    try:
        with locked(target.parent):
            remove_left_behind(target.parent)
            if lock_content(path) != before:
                return NotWritten(str(path), "has changed meanwhile")
            replace_file(target, text.encode())
            sync_folder(target.parent)
    except Busy:
        return NotWritten(str(path), "is being written by another command")
    except OSError as fault:
        return NotWritten(str(path), f"cannot be written: {reason(fault)}")
    return None
