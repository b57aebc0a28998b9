"""A build without browser tests must not look green."""

from pathlib import Path

import pytest

from tests.browser_ran import collected, complaint, executed, named

INI = "[pytest]\nasyncio_default_fixture_loop_scope = function\n"
RESULTS = """<testsuites><testsuite>
<testcase classname="tests.on_web.test_page" name="test_order[360x740]"/>
<testcase classname="tests.on_web.test_page.TestRound" name="test_reload"><failure/></testcase>
<testcase classname="tests.on_web.test_page" name="test_match"><skipped message="none"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def results(tmp_path: Path) -> Path:
    file = tmp_path / "results.xml"
    file.write_text(RESULTS, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("node_id", "test"),
    [
        ("tests/a/test_b.py::test_c", ("tests.a.test_b", "test_c")),
        ("tests/test_b.py::TestD::test_c[x]", ("tests.test_b.TestD", "test_c[x]")),
        ("tests/test_b.py::test_c[x::y/z.py]", ("tests.test_b", "test_c[x::y/z.py]")),
    ],
)
def test_node_ids_are_named_as_in_the_result_file(node_id: str, test: tuple[str, str]) -> None:
    assert named(node_id) == test


def test_a_skipped_test_and_a_missing_file_count_as_not_run(results: Path) -> None:
    assert executed([results, results.with_name("absent.xml")]) == {
        ("tests.on_web.test_page", "test_order[360x740]"),
        ("tests.on_web.test_page.TestRound", "test_reload"),
    }


def test_all_wanted_tests_ran(results: Path) -> None:
    assert complaint([("tests.on_web.test_page", "test_order[360x740]")], executed([results])) == ""


def test_a_skipped_browser_test_is_named(results: Path) -> None:
    wrong = complaint([("tests.on_web.test_page", "test_match")], executed([results]))
    assert wrong.startswith("1 of 1 browser tests did not run")
    assert "test_match" in wrong


def test_no_browser_tests_at_all_is_wrong() -> None:
    assert complaint([], []).startswith("No test is marked")


def test_only_marked_tests_are_wanted(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text(INI + "markers = browser: x\n", encoding="utf-8")
    (tmp_path / "test_page.py").write_text(
        "import pytest\n"
        "@pytest.mark.browser\n@pytest.mark.parametrize('width', [320])\n"
        "def test_seen(width): ...\n"
        "def test_unseen(): ...\n",
        encoding="utf-8",
    )
    assert collected(str(tmp_path)) == [("test_page", "test_seen[320]")]


def test_a_tree_that_cannot_be_collected_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text(INI, encoding="utf-8")
    (tmp_path / "test_broken.py").write_text("import nowhere_to_be_found\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="nowhere_to_be_found"):
        collected(str(tmp_path))
