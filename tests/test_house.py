"""The house itself: what its files may name, what its modules may load, which version it is."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

import hpplan

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "hpplan"
ROOMS = sorted(path for path in HOUSE.iterdir() if path.is_dir() or path.suffix == ".py")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
BESIDE = [ROOT / "CONTRIBUTING.md", ROOT / "tests", ROOT / "benchmarks"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Written so that the patterns do not match themselves.
NEVER_NAMED = {
    "the host of a package registry": re.compile(
        r"py(?:pi|thonhosted)\.org|pypi\.python\b|anaconda\.(?:org|com)|npm(?:js)?\.(?:org|com)",
        re.IGNORECASE,
    ),
    "a path of somebody's machine": re.compile(
        r"(?<![\w.~-])/(?:work|tmp|root|home|Users)(?![\w.-])|[A-Z]:\\Users"
    ),
    "a file outside of the repository": re.compile(r"(?:\.\./)+shared\b"),
}

PRIVATE_WORDS = re.compile(r"\b(?:t[o]ld|(?<!\.)tell|tells)\b", re.IGNORECASE)
"""Words that readers outside of this project do not know: report, show and say are the terms.
The method `tell` of an open file is left out."""

FORMER_WORDS = re.compile(
    r"(?<![a-z])(?:m[e]nd(?:s|ed)?|h[e]ed(?:s|ed)?|cl[a]sh(?:es|ing)?|b[u]ndles?|r[u]ngs?"
    r"|l[a]dder|ways?[ _][o]ut|t[o]ld)(?![a-z])",
    re.IGNORECASE,
)
"""What has another word in the glossary now: repair or fix, follow, conflict, group, strategy."""

SLOW_TO_LOAD = ("networkx", "numpy", "ortools", "pandas", "rich")
"""What is imported where it is used, and by no module of ours when it is imported."""

LOADED = """
import sys
{act}
print(*sorted(name for name in {slow} if name in sys.modules))
"""


def tracked() -> Iterator[Path]:
    """The files in git, as they are now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:  # unpacked from an archive: what lies here is what was in git
        yield from (path for path in (ROOT / "src").rglob("*.py"))
        return
    names = filter(None, listed.stdout.split("\0"))
    yield from (ROOT / name for name in names if (ROOT / name).is_file())


def waits_of(path: Path) -> Iterator[tuple[int, float]]:
    """The lines of a Python file that name seconds to search or wait for, and how many."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            named = [k.value for k in node.keywords if k.arg in {"seconds", "timeout"}]
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = called.id if isinstance(called, ast.Name) else called
            for value in [*named, *(node.args[:1] if name in {"Limits", "Settings"} else ())]:
                if isinstance(value, ast.Constant) and isinstance(value.value, int | float):
                    yield node.lineno, value.value


@pytest.mark.slow
def test_no_test_waits_for_seconds_that_a_busy_machine_may_need() -> None:
    """Either a limit can do nothing at all, or only what hangs reaches it (tests/patience.py)."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {seconds} s"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for line, seconds in waits_of(path)
        if seconds > 0.001
    ]
    assert found == []


def words_of(room: Path, *unwanted: re.Pattern[str]) -> Iterator[str]:
    """The lines of a room or a page with words that are not wanted there."""
    for path in sorted(room.rglob("*.py")) if room.is_dir() else [room]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if any(words.search(line) for words in unwanted):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"


@pytest.mark.parametrize("room", [*ROOMS, *PAGES], ids=lambda room: room.name)
def test_rooms_and_pages_are_written_in_standard_terms(room: Path) -> None:
    assert list(words_of(room, PRIVATE_WORDS, FORMER_WORDS)) == []


@pytest.mark.parametrize("room", BESIDE, ids=lambda room: room.name)
def test_tests_and_benchmarks_use_the_words_of_the_glossary(room: Path) -> None:
    assert list(words_of(room, FORMER_WORDS)) == []


def test_former_words_are_found_wherever_they_stand() -> None:
    found = (
        "m" + "ended",
        "_ways_" + "out(made)",
        "test_bun" + "dles_that",
        "CLA" + "SH",
        "Lad" + "der",
    )
    assert all(FORMER_WORDS.search(text) for text in found)
    assert not any(map(FORMER_WORDS.search, ("recommend", "bundled", "prefers", "trungs", "way")))


@pytest.mark.slow
def test_a_class_name_is_used_once() -> None:
    """The objects of the library are the exception: each is named as the value that it holds."""
    places: dict[str, list[str]] = {}
    for path in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(str(path.relative_to(HOUSE)))
    twice = {name: files for name, files in places.items() if len(files) > 1}
    assert {
        name: files
        for name, files in twice.items()
        if not any(file.startswith("api/") for file in files)
    } == {}


@pytest.mark.slow
@pytest.mark.parametrize("what", NEVER_NAMED)
def test_no_file_names(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if NEVER_NAMED[what].search(line)
    ]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    samples = {
        "the host of a package registry": "https://files.py" + "thonhosted.org/packages/",
        "a path of somebody's machine": "see /tm" + "p/plan.json",
        "a file outside of the repository": "see ../sh" + "ared/FORMAT.md",
    }
    assert all(NEVER_NAMED[what].search(text) for what, text in samples.items())
    assert samples.keys() == NEVER_NAMED.keys()


def loaded_after(act: str) -> list[str]:
    """Which of the slow packages a new interpreter has loaded after the act."""
    code = LOADED.format(act=act, slow=SLOW_TO_LOAD)
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.splitlines()[-1].split()


def modules() -> list[str]:
    """Every module of ours but `__main__`, which runs when it is imported."""
    source = ROOT / "src"
    parts = (path.relative_to(source).with_suffix("").parts for path in source.rglob("*.py"))
    return sorted(
        ".".join(part).removesuffix(".__init__") for part in parts if "__main__" not in part
    )


@pytest.mark.slow
def test_no_module_loads_what_is_slow_when_it_is_imported() -> None:
    assert loaded_after(f"import {', '.join(modules())}") == []


def test_what_is_loaded_is_seen() -> None:
    assert loaded_after("import rich") == ["rich"]


def test_the_changelog_begins_with_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    assert newest is not None
    assert newest[1] == hpplan.__version__


def test_the_installed_version_is_this_one() -> None:
    assert version("hpplan") == hpplan.__version__


def dependencies(*extras: str) -> set[str]:
    """The names of what pyproject.toml asks for, with these extras."""
    project = PROJECT["project"]
    stated = [*project["dependencies"]]
    for extra in extras:
        stated += project["optional-dependencies"][extra]
    names = {re.split(r"[^\w.-]", requirement, maxsplit=1)[0] for requirement in stated}
    return {normal(name) for name in names} - {"hpplan"}


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_constraints_give_every_dependency_one_exact_version_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pinned if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    names = [normal(line.partition("==")[0]) for line in pinned]
    assert len(names) == len(set(names))
    assert dependencies("test", "dev") - set(names) == set()


def test_each_dependency_is_accounted_for() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    named = {normal(name) for name in re.findall(r"^### ([\w.-]+)", page, re.MULTILINE)}
    build = {normal(re.split(r"[^\w.-]", r)[0]) for r in PROJECT["build-system"]["requires"]}
    assert named == dependencies("test", "dev") | build
