"""The tests that need PostgreSQL fail without it; a skipped test promises nothing."""

from pathlib import Path

import pytest

from tests.gradebook import postgresql


def test_a_machine_without_postgresql_fails_the_tests_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(postgresql.PLACE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgresql, "INSTALLED", tmp_path)

    with pytest.raises(AssertionError) as caught, postgresql.server():
        pass

    assert str(caught.value) == (
        f"These tests need PostgreSQL: neither PATH nor pg_config nor {tmp_path} has initdb and "
        "pg_ctl. Install the package postgresql, or set NNGRADER_TEST_POSTGRESQL to the URL of a "
        "server."
    )


def test_a_server_that_runs_already_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(postgresql.PLACE, "postgresql://db.example/tests")

    with postgresql.server() as url:
        assert url == "postgresql://db.example/tests"
