"""Paths in reports start from the root of the repository, wherever hpplan was started."""

import pytest

from hpplan.views.formats.repository import Repository
from tests.views.findings.given import REPOSITORY


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("data/p.yaml", "rollout/data/p.yaml"),
        ("./data/p.yaml", "rollout/data/p.yaml"),
        ("../other/p.yaml", "other/p.yaml"),
        ("/repo/p.yaml", "p.yaml"),
        ("../../p.yaml", "/p.yaml"),
        ("/repository/p.yaml", "/repository/p.yaml"),
        ("data/\udcff.yaml", "rollout/data/?.yaml"),
    ],
)
def test_a_path_starts_from_the_root_and_is_whole_outside_of_it(file: str, path: str) -> None:
    assert REPOSITORY.path(file) == path


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("data/Røros %.yaml", "rollout/data/R%C3%B8ros%20%25.yaml"),
        ("/else where/p.yaml", "file:///else%20where/p.yaml"),
        ("data/a#b?c.yaml", "rollout/data/a%23b%3Fc.yaml"),
    ],
)
def test_a_uri_is_quoted(file: str, uri: str) -> None:
    assert REPOSITORY.uri(file) == uri


def test_the_root_itself_may_be_the_working_directory() -> None:
    assert Repository("/repo", "/repo", ".").path("p.yaml") == "p.yaml"


def test_the_root_may_be_that_of_the_disk() -> None:
    assert Repository("/", "/a", ".").path("p.yaml") == "a/p.yaml"
