"""Data as it stood in a revision of git.

It is read by git's own plumbing: `rev-parse`, `ls-tree` and `cat-file`. These touch neither work
tree nor index, and start no hook, pager or filter. The content is read as git stores it: line ends
as they were committed, which makes no difference to YAML. Objects that a partial clone lacks are
not fetched.
"""

import os
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from hpplan.diagnostics.finding import Finding, Note
from hpplan.reading.codes.files import CANNOT_READ, NO_PROGRAMME, TOO_LARGE
from hpplan.reading.directory import begins_like_data, named_like_data
from hpplan.reading.file_content import LARGEST, unread
from hpplan.reading.places import Places
from hpplan.reading.programme_files import Reading, read_files
from hpplan.text import literal
from hpplan.values import dataclass

MOST_LINKS: Final = 40
"""How many links a path may lead through."""
_SHORT: Final = 10
"""How many digits of a commit hash are shown."""
_DIGITS: Final = frozenset("0123456789abcdef")
_LFS: Final = b"version https://git-lfs.github.com/spec/"
_ENCRYPTED: Final = b"\0GITCRYPT\0"
_OUTSIDE: Final = "leads out of the repository"
_TREE, _LINK, _SUBMODULE = "040000", "120000", "160000"

_CALM: Final = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
"""Settings that keep git from writing, prompting and fetching."""


@dataclass(frozen=True, slots=True)
class NoRevision:
    """Why there is no such revision to read."""

    message: str


def open_revision(folder: Path, name: str) -> "Revision | NoRevision":
    """The revision of this name in the repository that contains the data folder, which need not
    exist in the work tree.
    """
    shown = literal(name)
    if name.startswith("-"):
        return NoRevision(f"'{shown}' is no revision: none begins with a dash")
    if not name or "\0" in name or "\n" in name:
        return NoRevision(f"'{shown}' is no revision")
    git = _found_git(folder)
    if isinstance(git, NoRevision):
        return git
    kept = git.path_of(folder)
    if isinstance(kept, NoRevision):
        return kept
    commit = git.commit(name)
    if commit is None:
        return _unknown(git, name)
    return Revision(name, commit, folder, kept, git)


def read_revision(revision: "Revision") -> Reading:
    """The programme as the data folder stood in the revision; places in it begin with its name."""
    try:
        return read_files(revision.folder, revision)
    except _GitFailed as failed:
        message = f"git cannot give all of {revision.label}: {failed}"
        hint = (
            "a partial clone lacks files of other revisions until 'git fetch --refetch' gets them"
        )
        return Reading(None, (CANNOT_READ.finding(message, None, hint=hint),), Places())


def _unknown(git: "_Git", name: str) -> NoRevision:
    shown = literal(name)
    if git.lines("rev-parse", "--is-shallow-repository") == ["true"]:
        return NoRevision(
            f"git knows no revision '{shown}' here: the clone is shallow and may not reach it; "
            "'git fetch --unshallow' gets the rest (in GitHub's checkout step: fetch-depth: 0)"
        )
    if ".." in name:
        return NoRevision(f"'{shown}' is no revision; write two of them: OLD NEW")
    return NoRevision(f"git knows no revision '{shown}' here")


@dataclass(frozen=True)
class Revision:
    """A commit, and the data folder in it by its path from the root of the repository.

    It opens the files of that folder as git would check them out: links lead where they lead in
    that commit.
    """

    name: str
    commit: str
    folder: Path
    kept: str
    git: "_Git"

    @property
    def label(self) -> str:
        """Its name: as the user wrote it, or the first digits of the commit hash."""
        whole = len(self.name) >= _SHORT and set(self.name.lower()) <= _DIGITS
        return self.name[:_SHORT] if whole else self.name

    # --- what a reader of data files asks ----------------------------------------------------

    def listed(self) -> tuple[list[Path], list[Finding]]:
        """The data files of the folder, or why there are none."""
        found = self._find(self.kept)
        shown = self.kept or "."
        if isinstance(found, str):
            return [], [self._nothing(f"the folder '{shown}' {found} in {self.label}")]
        if found.mode != _TREE:
            return [], [self._nothing(f"'{shown}' is not a folder in {self.label}")]
        names = [name for name in self._entries(found.object) if named_like_data(Path(name))]
        paths = sorted(self.folder / name for name in names)
        self._fetch(paths)
        files = [path for path in paths if self._is_data(path)]
        if files:
            return files, []
        message = f"the folder '{shown}' contains no programme in {self.label}"
        return [], [self._nothing(message, paths)]

    def shown(self, path: Path) -> str:
        """The file in the notation of git's own commands: `HEAD~1:data/waves.yaml`."""
        return f"{self.label}:{self._within(path)}"

    def content(self, path: Path) -> bytes | Finding:
        """The content of a file, or why it cannot be read."""
        if path not in self._contents:
            self._fetch([path])
        return self._contents[path]

    # --- objects -----------------------------------------------------------------------------

    def _nothing(self, message: str, others: Sequence[Path] = ()) -> Finding:
        notes = [Note(f"{self.shown(path)} has no section of a programme") for path in others[:5]]
        return NO_PROGRAMME.finding(message, None, notes=notes)

    def _is_data(self, path: Path) -> bool:
        content = self.content(path)
        return isinstance(content, Finding) or begins_like_data(path, content)

    def _within(self, path: Path) -> str:
        """The path of a file from the root of the repository."""
        inside = Path(os.path.relpath(path, self.folder)).as_posix()
        return str(PurePosixPath(self.kept, inside))

    @cached_property
    def _contents(self) -> dict[Path, bytes | Finding]:
        """The contents fetched so far."""
        return {}

    @cached_property
    def _trees(self) -> dict[str, Mapping[str, "_Entry"]]:
        """The trees listed so far."""
        return {}

    def _fetch(self, paths: Iterable[Path]) -> None:
        """Read the files, all at once."""
        objects: dict[Path, str] = {}
        for path in paths:
            found = self._find(self._within(path))
            if isinstance(found, str):
                self._contents[path] = unread(CANNOT_READ, self.shown(path), found)
            elif found.mode == _TREE:
                self._contents[path] = unread(CANNOT_READ, self.shown(path), "is a directory")
            else:
                objects[path] = found.object
        blobs = self.git.blobs(objects.values())
        for path, name in objects.items():
            self._contents[path] = _checked_out(self.shown(path), blobs[name])

    def _find(self, path: str) -> "_Entry | str":
        """Where the path leads, through any links; or why it leads nowhere."""
        stack = [_Entry(_TREE, self.commit)]
        waiting, links = _steps(path), 0
        while waiting:
            step = waiting.pop()
            if step == "..":
                if len(stack) == 1:
                    return _OUTSIDE
                stack.pop()
                continue
            found = None
            if stack[-1].mode == _TREE:
                found = _named(step, self._entries(stack[-1].object))
            if found is None:
                return "is a link to what does not exist" if links else "does not exist"
            match found.mode:
                case mode if mode == _SUBMODULE:
                    return "is in a submodule, whose files git keeps elsewhere,"
                case mode if mode == _LINK:
                    links += 1
                    if links > MOST_LINKS:
                        return "is a link that points to itself"
                    target = self.git.blobs([found.object])[found.object]
                    if not isinstance(target, bytes) or target.startswith(b"/"):
                        return _OUTSIDE
                    waiting += _steps(os.fsdecode(target))
                case _:
                    stack.append(found)
        return stack[-1]

    def _entries(self, tree: str) -> Mapping[str, "_Entry"]:
        if tree not in self._trees:
            self._trees[tree] = self.git.tree(tree)
        return self._trees[tree]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a tree has by a name."""

    mode: str
    object: str


def _steps(path: str) -> list[str]:
    """The steps of a path, the last one first."""
    return [step for step in path.split("/") if step not in ("", ".")][::-1]


def _named(name: str, entries: Mapping[str, _Entry]) -> _Entry | None:
    """The entry of this name, however its accents are composed."""
    if name in entries:
        return entries[name]
    composed = unicodedata.normalize("NFC", name)
    alike = (e for other, e in entries.items() if unicodedata.normalize("NFC", other) == composed)
    return next(alike, None)


def _checked_out(shown: str, blob: bytes | None) -> bytes | Finding:
    """The content, unless it is only a pointer to another."""
    if blob is None:
        return unread(TOO_LARGE, shown, f"has more than {LARGEST // 1024**2} MiB")
    if blob.startswith(_LFS):
        why = "is a pointer of Git LFS: what it stands for is not kept by git"
        return unread(CANNOT_READ, shown, why, "keep the data in git itself")
    if blob.startswith(_ENCRYPTED):
        return unread(CANNOT_READ, shown, "is encrypted by git-crypt", "compare unlocked copies")
    return blob


# --- git -------------------------------------------------------------------------------------


class _GitFailed(Exception):
    """Git cannot provide an object whose hash it has: the clone is partial, or damaged."""


@dataclass(frozen=True, slots=True)
class _Git:
    """The git program and the folder that it runs in; `top` is the root of the work tree,
    if any.
    """

    program: str
    where: Path | None
    top: Path | None = None

    def ask(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run git with this input."""
        place = [] if self.where is None else ["-C", str(self.where)]
        return subprocess.run(  # noqa: S603  # no shell, and no word of the user's is an option
            [self.program, "--no-pager", *place, *words],
            input=given,
            capture_output=True,
            check=False,
            env=os.environ | _CALM | _where_it_is(),
        )

    def lines(self, *words: str) -> list[str] | None:
        """The lines that it prints; None where it fails."""
        asked = self.ask(*words)
        return None if asked.returncode else os.fsdecode(asked.stdout).splitlines()

    def commit(self, name: str) -> str | None:
        """The hash of the commit that is meant."""
        found = self._object("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        if found is None:
            return None
        peeled = f"{found}^{{commit}}"
        return self._object("rev-parse", "--verify", "--quiet", "--end-of-options", peeled)

    def _object(self, *words: str) -> str | None:
        answer = self.lines(*words)
        if not answer or not answer[-1] or not set(answer[-1]) <= _DIGITS:
            return None
        return answer[-1]

    def tree(self, name: str) -> dict[str, _Entry]:
        """The entries of a tree, or of a commit's tree."""
        asked = self.ask("ls-tree", "-z", "--full-tree", name)
        if asked.returncode:
            raise _GitFailed(_said(asked.stderr))
        entries = {}
        for line in filter(None, asked.stdout.split(b"\0")):
            stated, _, path = line.partition(b"\t")
            mode, _, kept = stated.decode().split(" ")
            entries[os.fsdecode(path)] = _Entry(mode, kept)
        return entries

    def blobs(self, names: Iterable[str]) -> dict[str, bytes | None]:
        """The contents of these objects; None for one that is too large to be data."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        sizes = self._batch("--batch-check", wanted).decode().splitlines()
        small = [n for n, line in zip(wanted, sizes, strict=True) if _size(line) <= LARGEST]
        found: dict[str, bytes | None] = dict.fromkeys(wanted)
        rest = self._batch("--batch", small) if small else b""
        for name in small:
            header, _, rest = rest.partition(b"\n")
            size = _size(header.decode())
            found[name], rest = rest[:size], rest[size + 1 :]
        return found

    def _batch(self, how: str, names: Sequence[str]) -> bytes:
        asked = self.ask("cat-file", how, given="".join(f"{name}\n" for name in names).encode())
        if asked.returncode:
            raise _GitFailed(_said(asked.stderr))
        return asked.stdout

    def path_of(self, folder: Path) -> str | NoRevision:
        """The folder by its path from the root of the repository, whether it exists now or not."""
        if self.top is None:  # a bare repository: as it is written
            path = os.path.normpath(folder)
            outside = folder.is_absolute() or path.startswith(os.pardir)
            kept = PurePosixPath(path)
        else:
            path = _by_its_parent(folder)
            top = os.path.realpath(self.top)
            outside = not Path(path).is_relative_to(top)
            kept = PurePosixPath("." if outside else Path(path).relative_to(top))
        if outside:
            return NoRevision(
                f"the folder '{literal(str(folder))}' is not within the git repository that is "
                "asked"
            )
        return "" if str(kept) == "." else str(kept)


def _where_it_is() -> dict[str, str]:
    """What the environment says about the repository, independent of the current folder."""
    named = ("GIT_DIR", "GIT_WORK_TREE")
    return {name: os.path.realpath(os.environ[name]) for name in named if name in os.environ}


def _size(line: str) -> int:
    """The size of an object, from the output of `cat-file`."""
    *_, last = line.split(" ")
    if not last.isdigit():
        raise _GitFailed(f"it does not have the object {line}")
    return int(last)


def _said(stderr: bytes) -> str:
    """The first message of git."""
    lines = os.fsdecode(stderr).strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "it gave no reason"


def _found_git(folder: Path) -> _Git | NoRevision:
    """Git for the repository that contains the data folder, or the one that GIT_DIR names."""
    program = shutil.which("git")
    if program is None:
        return NoRevision("git is not installed, or not on the PATH")
    as_it_is = "GIT_DIR" in os.environ and "GIT_WORK_TREE" not in os.environ
    git = _Git(program, None if as_it_is else _nearest(folder))
    asked = git.ask("rev-parse", "--is-inside-work-tree")
    if asked.returncode:
        said = _said(asked.stderr)
        shown = literal(str(folder))
        if "not a git repository" in said:
            return NoRevision(f"the folder '{shown}' is in no git repository")
        return NoRevision(f"git cannot be asked about the folder '{shown}': {literal(said)}")
    if asked.stdout.strip() != b"true":
        return git
    top = git.ask("rev-parse", "--show-toplevel").stdout
    return _Git(program, git.where, Path(os.fsdecode(top.removesuffix(b"\n"))))


def _nearest(folder: Path) -> Path:
    """The folder itself; where it is a link, or does not exist now, the nearest one above it."""
    if folder.is_dir() and not folder.is_symlink():
        return folder
    above = folder.absolute().parents
    return next(path for path in above if path.is_dir())


def _by_its_parent(folder: Path) -> str:
    """The absolute path, with all links followed except in the last step."""
    if folder.name in ("", os.pardir):
        return os.path.realpath(folder)
    return str(Path(os.path.realpath(folder.parent)) / folder.name)
