"""The page of all codes is what the source says."""

from tests.docs.findings import PAGE, page


def test_the_page_of_findings_is_what_the_source_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
