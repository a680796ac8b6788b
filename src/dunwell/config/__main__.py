"""Django's own commands for those who build Dunwell: `python -m dunwell.config makemigrations data`."""

import sys

from django.core.management import execute_from_command_line

from dunwell.config import setup

setup()
execute_from_command_line(["python -m dunwell.config", *sys.argv[1:]])
