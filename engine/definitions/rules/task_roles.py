"""Every user task says which of the authority's roles does it."""

from collections.abc import Iterator

from engine.definitions.catalogue import ROLES
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "task_roles"


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        if one.kind == "userTask" and one.role not in ROLES:
            found = f"the role '{one.role}'" if one.role else "no role"
            yield Finding(RULE, one.file, one.id, f"{one.said} has {found}; expected one of: {', '.join(ROLES)}")
