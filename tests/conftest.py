"""What every test starts from: an environment without our settings, and the fixtures of tests/fixtures."""

import gc
import os
import sys

KEPT = {"DUECOURSE_CHROMIUM"}

for name in [name for name in os.environ if name.startswith("DUECOURSE_") and name not in KEPT]:
    del os.environ[name]

# The processes that tests start would otherwise compile every module anew, some of them forty times over.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# For the same reason a worker keeps what it compiled, the rewritten tests too.
sys.dont_write_bytecode = False

# Thousands of tests and what they share live to the end: to look through all of it again and again finds nothing.
gc.set_threshold(50_000, 10, 10)

# absences first: the others import it, and pytest must see a plugin before anyone else does.
pytest_plugins = [
    "tests.fixtures.absences",
    "tests.fixtures.properties",
    "tests.fixtures.databases",
    "tests.fixtures.browser",
    "tests.fixtures.world",
    "tests.fixtures.receiver",
    "tests.fixtures.postbox",
]
