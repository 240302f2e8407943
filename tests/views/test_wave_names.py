"""The name of a wave stands beside its id and label wherever the wave is introduced."""

from pathlib import Path

import pytest

from tests.cli.programmes import write
from tests.cli.running import run

TEXT = """
programme: {id: p, name: P, as_of: 2024-01-01}
sources: [{id: s, kind: register}]
waves:
  - {id: G1, name: First group, go_live: 2024-06-08}
  - id: G2
    name: The second group and everybody who could not make it before
    claims: [{called: KI5, source: s}, {go_live: 2025, source: s}]
  - {id: G3, name: G3}
municipalities:
  - {id: a, name: A, claims: [{says: planned, wave: G1, source: s}]}
  - {id: b, name: B, claims: [{says: planned, wave: G2, source: s}]}
  - {id: c, name: C, claims: [{says: planned, wave: G3, source: s}]}
goals: [{kind: participation}, {kind: stability}]
"""
WAVES = [
    ("G1 – First group", "8 Jun 2024"),
    ("G2 (called KI5) – The", "2025"),
    ("second group and", ""),
    ("everybody who could not", ""),
    ("make it before", ""),
]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ([], ["Next      G1 – First group – on 8 June 2024, in 159 days: A"]),
        (
            ["timeline"],
            [
                "Waves:",
                "  G1: First group",
                "  KI5: The second group and everybody who could not make it before",
                "",
            ],
        ),
        (["assign"], [f"{wave:25} {day}".rstrip() for wave, day in WAVES]),
        (["recommend", "a"], ["1 G1 – First group", "  Go-live: 8 Jun 2024"]),
        (
            ["explain", "wave", "G2"],
            [
                "G2 (called KI5) – The second group and everybody who could not make it before,",
                "  2025, holds 1 site",
            ],
        ),
        (
            ["assign", "--format", "markdown"],
            ["| G1 – First group | 8 Jun 2024 | 1 | 33.3 % | placed: A |"],
        ),
    ],
    ids=lambda words: " ".join(words)[:30] or "overview",
)
def test_a_wave_is_introduced_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], answer: list[str]
) -> None:
    write(tmp_path, TEXT)
    monkeypatch.chdir(tmp_path)
    shown = run(*words).stdout.splitlines()
    first = next((n for n, line in enumerate(shown) if line.startswith(answer[0])), 0)
    lines = shown[first : first + len(answer)]
    assert [
        line[: len(wanted)].rstrip() for line, wanted in zip(lines, answer, strict=True)
    ] == answer
    assert max(map(len, shown)) <= 80 or "markdown" in words
    assert not any("G3 – " in line for line in shown)
