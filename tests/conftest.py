"""What every test starts from: an environment without our settings, and the fixtures of tests/fixtures."""

import os

KEPT = {"DUECOURSE_CHROMIUM"}

for name in [name for name in os.environ if name.startswith("DUECOURSE_") and name not in KEPT]:
    del os.environ[name]

# The processes that tests start would otherwise compile every module anew, some of them forty times over.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

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
