"""Data as it stood in a revision of git, whatever the repository is like."""

import os
from pathlib import Path

import pytest

from hpplan.reading import Reading, read
from hpplan.reading.git_revision import NoRevision, open_revision, read_revision
from tests.repositories import commit, git, repository

ONE = "waves: [{id: W1}]\nsites: [{id: ask, kind: school}]\n"
TWO = "waves: [{id: W1}]\nsites: [{id: ask, kind: school}, {id: bo, kind: school}]\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(repository(tmp_path / "repo"))


def reading(revision: str = "HEAD", folder: str | Path = "data") -> Reading:
    opened = open_revision(Path(folder), revision)
    assert not isinstance(opened, NoRevision), opened.message
    return read_revision(opened)


def sites(revision: str = "HEAD", folder: str | Path = "data") -> list[str]:
    found = reading(revision, folder)
    assert found.programme is not None, found.findings
    return [site.id for site in found.programme.sites]


def refused(revision: str, folder: str | Path = "data") -> str:
    opened = open_revision(Path(folder), revision)
    assert isinstance(opened, NoRevision)
    return opened.message


def faults(revision: str = "HEAD", folder: str | Path = "data") -> list[tuple[str, str]]:
    found = reading(revision, folder)
    assert found.programme is None
    return [(finding.code, finding.message) for finding in found.findings]


def test_the_files_are_those_of_the_revision() -> None:
    commit(Path(), {"data/a.yaml": ONE})
    git(Path(), "tag", "--annotate", "--message", "first", "v1")
    commit(Path(), {"data/a.yaml": TWO})
    assert [sites("HEAD~1"), sites("v1"), sites("main")] == [["ask"], ["ask"], ["ask", "bo"]]


def test_neither_work_tree_nor_index_is_touched() -> None:
    commit(Path(), {"data/a.yaml": ONE})
    Path("data/a.yaml").write_text(TWO)
    Path("new.txt").write_text("new")
    git(Path(), "add", "new.txt")
    before = {p: (p.stat().st_mtime_ns, p.is_file() and p.read_bytes()) for p in Path().rglob("*")}
    assert sites() == ["ask"]
    after = {p: (p.stat().st_mtime_ns, p.is_file() and p.read_bytes()) for p in Path().rglob("*")}
    assert after == before


def test_no_hook_pager_filter_or_textconv_is_started() -> None:
    commit(Path(), {"data/a.yaml": ONE, ".gitattributes": "*.yaml filter=f diff=d\n"})
    started = Path("started").absolute()
    script = Path("start.sh").absolute()
    script.write_text(f"#!/bin/sh\ntouch '{started}'\ncat\n")
    script.chmod(0o755)
    for key in (
        *("core.pager", "pager.cat-file", "core.fsmonitor", "core.editor", "diff.d.textconv"),
        *("filter.f.smudge", "filter.f.clean", "diff.external", "alias.ls-tree"),
    ):
        git(Path(), "config", key, str(script))
    hooks = Path(".git/hooks")
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        (hooks / hook).write_bytes(script.read_bytes())
        (hooks / hook).chmod(0o755)
    assert sites() == ["ask"]
    assert not started.exists()


def test_it_works_from_a_subfolder_and_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    commit(Path(), {"data/a.yaml": ONE, "docs/x/page.md": "x"})
    top = Path().absolute()
    monkeypatch.chdir("docs/x")
    assert sites(folder="../../data") == ["ask"]
    monkeypatch.chdir(top.parent)
    assert sites(folder="repo/data") == ["ask"]
    assert sites(folder=top / "data") == ["ask"]


def test_the_data_folder_may_be_the_repository_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    commit(Path(), {"a.yaml": ONE})
    assert sites(folder=".") == ["ask"]
    monkeypatch.chdir("..")
    assert sites(folder="repo") == ["ask"]


def test_a_worktree_knows_the_revisions_of_its_repository(tmp_path: Path) -> None:
    commit(Path(), {"data/a.yaml": ONE})
    git(Path(), "worktree", "add", "--quiet", tmp_path / "other", "-b", "side")
    commit(tmp_path / "other", {"data/a.yaml": TWO})
    assert [sites(each, tmp_path / "other" / "data") for each in ("main", "side")] == [
        ["ask"],
        ["ask", "bo"],
    ]


def test_a_bare_repository_is_named_by_git_dir(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(Path(), {"data/a.yaml": ONE})
    git(tmp_path, "clone", "--quiet", "--bare", "repo", "bare.git")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_DIR", "bare.git")
    assert sites() == ["ask"]
    assert refused("HEAD", tmp_path / "repo" / "data") == (
        f"the folder '{tmp_path}/repo/data' is not within the git repository that is asked"
    )
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.chdir("bare.git")
    assert sites() == ["ask"]


def test_git_dir_and_work_tree_may_be_named_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(Path(), {"data/a.yaml": ONE})
    monkeypatch.setenv("GIT_DIR", ".git")
    assert sites() == ["ask"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_DIR", "repo/.git")
    monkeypatch.setenv("GIT_WORK_TREE", "repo")
    assert sites(folder="repo/data") == ["ask"]


def test_names_may_have_blanks_and_norwegian_letters() -> None:
    commit(Path(), {"vår plan/Ås og Bø.yaml": ONE, 'vår plan/"q"\n.yaml': "goals: []\n"})
    assert sites(folder="vår plan") == ["ask"]
    assert [file.path for file in reading(folder="vår plan").programme.files] == [  # type: ignore[union-attr]
        'HEAD:vår plan/"q"\n.yaml',
        "HEAD:vår plan/Ås og Bø.yaml",
    ]


def test_a_letter_composed_otherwise_is_the_same_letter() -> None:
    commit(Path(), {"va\u030ar/a.yaml": ONE})
    assert sites(folder="v\u00e5r") == ["ask"]


def test_links_lead_where_they_lead_in_the_revision() -> None:
    for name in ("north", "south"):
        Path(name).mkdir()
    Path("data").symlink_to("north")
    Path("north/a.yaml").symlink_to("../south/real.yaml")
    commit(Path(), {"south/real.yaml": ONE})
    Path("data").unlink()
    Path("data").symlink_to("south")
    commit(Path(), {"south/real.yaml": TWO})
    assert [sites("HEAD~1"), sites("HEAD")] == [["ask"], ["ask", "bo"]]


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("../../outside", "leads out of the repository"),
        ("/etc", "leads out of the repository"),
        ("data", "is a link that points to itself"),
        ("nowhere", "is a link to what does not exist"),
    ],
)
def test_a_link_that_leads_nowhere_in_the_repository_is_one_error(target: str, why: str) -> None:
    Path("data").symlink_to(target)
    commit(Path())
    assert faults() == [("HP012", f"the folder 'data' {why} in HEAD")]


def test_a_file_that_is_a_link_out_of_the_repository_is_one_error() -> None:
    commit(Path(), {"data/a.yaml": ONE})
    Path("data/b.yaml").symlink_to("../../b.yaml")
    commit(Path())
    assert faults() == [("HP001", "HEAD:data/b.yaml leads out of the repository")]


def test_line_ends_of_a_checkout_make_no_difference() -> None:
    commit(Path(), {".gitattributes": "*.yaml text eol=crlf\n", "data/a.yaml": ONE})
    Path("data/a.yaml").unlink()
    git(Path(), "checkout", "--", "data/a.yaml")
    assert b"\r\n" in Path("data/a.yaml").read_bytes()
    now = read(Path("data")).programme
    then = reading().programme
    assert now is not None
    assert then is not None
    assert (then.sites, then.waves) == (now.sites, now.waves)


def test_a_submodule_is_one_error(tmp_path: Path) -> None:
    commit(repository(tmp_path / "inner"), {"a.yaml": ONE})
    git(
        *(Path(), "-c", "protocol.file.allow=always", "submodule", "--quiet", "add"),
        *(tmp_path / "inner", "data"),
    )
    commit(Path())
    assert sites(folder="data") == ["ask"]  # by its own repository
    git(Path(), "submodule", "--quiet", "deinit", "--force", "data")
    assert faults() == [
        (
            "HP012",
            "the folder 'data' is in a submodule, whose files git keeps elsewhere, in HEAD",
        )
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
            "is a pointer of Git LFS: what it stands for is not kept by git",
        ),
        (b"\0GITCRYPT\0abc", "is encrypted by git-crypt"),
    ],
)
def test_what_only_stands_for_a_content_is_one_error(content: bytes, why: str) -> None:
    commit(Path(), {"data/a.yaml": content})
    assert faults() == [("HP001", f"HEAD:data/a.yaml {why}")]


def test_a_plan_that_a_goal_is_held_against_is_that_of_the_revision() -> None:
    goal = "goals: [{kind: stability, against: ../plan.json}]\n"
    placed = '{"placements": [{"site": "ask", "wave": "W1"}]}'
    commit(Path(), {"data/a.yaml": ONE + goal, "plan.json": placed})
    Path("plan.json").unlink()
    found = reading().programme
    assert found is not None
    assert [getattr(goal, "plan_file", None) for goal in found.goals] == [({"ask": "W1"}, {})]


def test_other_yaml_is_passed_over_as_on_disk() -> None:
    files: dict[str, str | bytes] = {
        "data/a.yml": ONE,
        "data/.hidden.yaml": TWO,
        "data/compose.yml": "services: {}\n",
        "data/deeper/b.yaml": TWO,
    }
    commit(Path(), files)
    assert sites() == ["ask"]


def test_a_fault_has_its_place_in_the_revision() -> None:
    commit(Path(), {"data/a.yaml": "waves: [{id: W1, opne: true}]\n"})
    found = reading()
    assert [(finding.place and finding.place.file) for finding in found.findings] == [
        "HEAD:data/a.yaml"
    ]


def test_a_commit_by_its_whole_name_is_shown_by_its_first_digits() -> None:
    name = commit(Path(), {"data/a.yaml": ONE})
    found = reading(name).programme
    assert found is not None
    assert [file.path for file in found.files] == [f"{name[:10]}:data/a.yaml"]


# --- what is no revision ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("nope", "git knows no revision 'nope' here"),
        ("", "'' is no revision"),
        ("--output=x", "'--output=x' is no revision: none begins with a dash"),
        ("-p", "'-p' is no revision: none begins with a dash"),
        ("a\0b", "'a\\x00b' is no revision"),
        ("HEAD..HEAD", "'HEAD..HEAD' is no revision; write two of them: OLD NEW"),
        ("^HEAD", "git knows no revision '^HEAD' here"),
        ("HEAD:data", "git knows no revision 'HEAD:data' here"),
        ("\x1b[31m", "git knows no revision '\\x1b[31m' here"),
    ],
)
def test_what_is_no_revision_is_refused(revision: str, message: str) -> None:
    commit(Path(), {"data/a.yaml": ONE})
    assert refused(revision) == message


def test_a_revision_beyond_a_shallow_clone_is_refused_with_the_reason(tmp_path: Path) -> None:
    commit(Path(), {"data/a.yaml": ONE})
    commit(Path(), {"data/a.yaml": TWO})
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}/repo", "shallow")
    data = tmp_path / "shallow" / "data"
    assert sites("HEAD", data) == ["ask", "bo"]
    assert refused("HEAD~1", data) == (
        "git knows no revision 'HEAD~1' here: the clone is shallow and may not reach it; 'git "
        "fetch --unshallow' gets the rest (in GitHub's checkout step: fetch-depth: 0)"
    )


def test_objects_that_a_partial_clone_lacks_are_not_fetched(tmp_path: Path) -> None:
    commit(Path(), {"data/a.yaml": ONE})
    commit(Path(), {"data/a.yaml": TWO})
    git(Path(), "config", "uploadpack.allowFilter", "true")
    git(
        *(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout"),
        *(f"file://{tmp_path}/repo", "partial"),
    )
    (tmp_path / "partial" / "data").mkdir()
    ((code, message),) = faults("HEAD~1", tmp_path / "partial" / "data")
    assert code == "HP001"
    assert message.startswith("git cannot give all of HEAD~1: ")


def test_a_folder_that_was_not_there_is_one_error() -> None:
    commit(Path(), {"readme.md": "x"})
    commit(Path(), {"data/a.yaml": ONE})
    assert faults("HEAD~1") == [("HP012", "the folder 'data' does not exist in HEAD~1")]


def test_a_folder_without_a_programme_then_is_one_error() -> None:
    commit(Path(), {"data/page.md": "x"})
    commit(Path(), {"data/a.yaml": ONE})
    assert faults("HEAD~1") == [("HP012", "the folder 'data' contains no programme in HEAD~1")]


def test_what_was_no_folder_is_one_error() -> None:
    commit(Path(), {"data": "x"})
    Path("data").unlink()
    commit(Path(), {"data/a.yaml": ONE})
    assert faults("HEAD~1") == [("HP012", "'data' is not a folder in HEAD~1")]


def test_a_folder_in_no_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert refused("HEAD", tmp_path / "data") == (
        f"the folder '{tmp_path}/data' is in no git repository"
    )


def test_without_git_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused("HEAD") == "git is not installed, or not on the PATH"
