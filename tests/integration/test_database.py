"""The database of the tests is the one that was asked for, and it is what the models say."""

import pytest
from django.core.management import call_command
from django.db import connection


def test_the_tests_run_on_the_database_asked_for(db: None, pytestconfig: pytest.Config) -> None:
    assert connection.vendor == pytestconfig.getoption("--database")


def test_the_migrations_make_what_the_models_say(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_django_finds_nothing_to_complain_of(db: None) -> None:
    call_command("check", fail_level="WARNING")
