"""The register of the law: every time limit, ground of exception, notice and locally added day off."""

import difflib
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from engine.statute.calendars import Calendar
from engine.statute.faults import RegisterFaults, UnknownGround, UnknownLimit, UnknownNotice
from engine.statute.grounds import Ground, read_grounds
from engine.statute.limits import Limit, Version
from engine.statute.loading import (
    DAYS_OFF,
    FACTS,
    GROUNDS,
    LIMITS,
    NOTICES,
    Tables,
    cross_check,
    gather,
    read_days_off,
    read_fact_words,
)
from engine.statute.notices import Notice, blocks_of, read_notices
from engine.statute.reading import read_limit
from engine.statute.writing import toml

PINNED_YEARS = range(2000, 2051)


@dataclass(frozen=True)
class Register:
    """What the law allows, as read from the files of one version."""

    limits: Mapping[str, Limit]
    grounds: Mapping[str, Ground]
    notices: Mapping[str, Notice]
    calendar: Calendar
    fact_words: Mapping[str, str]
    tables: Mapping[str, Tables]

    @classmethod
    def load(cls, files: Mapping[str, str]) -> "Register":
        """Reads TOML texts by file name; raises RegisterFaults with every fault at once."""
        return cls._load(tuple(sorted(files.items())))

    @classmethod
    @lru_cache(maxsize=32)
    def _load(cls, files: tuple[tuple[str, str], ...]) -> "Register":
        """Many processes are read one after the other, each with all of the law: it is read once."""
        tables, faults = gather(dict(files))
        limits: dict[str, Limit] = {}
        for key, table in tables[LIMITS].items():
            limit, found = read_limit(key, table)
            faults += found
            if limit:
                limits[key] = limit
        grounds, ground_faults = read_grounds(tables[GROUNDS])
        notices, notice_faults = read_notices(tables[NOTICES])
        calendar, calendar_faults = read_days_off(tables[DAYS_OFF])
        words, word_faults = read_fact_words(tables[FACTS])
        faults += [*ground_faults, *notice_faults, *calendar_faults, *word_faults]
        faults += cross_check(tables, limits, notices)
        if faults:
            raise RegisterFaults(faults)
        return cls(_joined(limits), grounds, notices, calendar, words, tables)

    @cached_property
    def _names(self) -> dict[str, tuple[Limit, Version | None, str]]:
        """Each key and reference, in lower case, with the version it is tied to."""
        names: dict[str, tuple[Limit, Version | None, str]] = {}
        for limit in self.limits.values():
            for version in limit.versions:
                if version.ref:
                    names[version.ref.lower()] = (limit, version, version.ref)
            for ref in (limit.ref, *limit.also):
                if ref:
                    names[ref.lower()] = (limit, None, ref)
            names[limit.key.lower()] = (limit, None, "")
        return names

    def find(self, name: str) -> tuple[Limit, Version | None, str]:
        """The limit with this key or reference, the version the reference is tied to, and its spelling."""
        found = self._names.get(name) or self._names.get(name.lower().strip())
        if found is None:
            raise UnknownLimit(self._unknown(name, "time limit", self._names))
        return found

    def limit(self, name: str) -> Limit:
        return self.find(name)[0]

    def ground(self, key: str) -> Ground:
        found = self.grounds.get(key)
        if found is None:
            raise UnknownGround(self._unknown(key, "ground of exception", self.grounds))
        return found

    def notice(self, name: str) -> Notice:
        """The notice with this key or reference."""
        by_ref = {notice.ref.lower(): notice for notice in self.notices.values()}
        found = self.notices.get(name) or by_ref.get(name.lower())
        if found is None:
            raise UnknownNotice(self._unknown(name, "notice", {**self.notices, **by_ref}))
        return found

    def facts_of(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The facts that a limit is reckoned from, and those that make the day more exact, in order."""
        limit, version, _ = self.find(name)
        if version is None:
            return limit.facts, limit.refinements
        chooser = [limit.chosen_by] if limit.chosen_by and limit.chosen_by not in version.starts else []
        return version.starts, tuple(dict.fromkeys([*version.refinements, *chooser]))

    def words_for(self, fact: str) -> str:
        """ "the day the request was received"."""
        return self.fact_words.get(fact) or f"the day of {fact.removesuffix('_on').replace('_', ' ')}"

    def subset(self, names: Iterable[str], notices: Iterable[str] = ()) -> dict[str, str]:
        """Files with these limits and all they rest on, to be kept with a version and loaded again.

        England's bank holidays are written out in full, so that a later edition of the
        calendar cannot change a day that was given under this version.
        """
        limits = self._closure(names)
        facts = {fact for limit in limits for fact in (*limit.facts, *limit.refinements)}
        grounds = {ground for limit in limits for version in limit.versions for ground in version.exceptions}
        wanted = {key for name in notices for key in blocks_of(self.notice(name).key, self.tables[NOTICES])}
        return _files(
            {
                LIMITS: {limit.key: self.tables[LIMITS][limit.key] for limit in limits},
                GROUNDS: {key: self.tables[GROUNDS][key] for key in grounds},
                NOTICES: {key: self.tables[NOTICES][key] for key in wanted},
                FACTS: {"words": {fact: self.fact_words[fact] for fact in facts if fact in self.fact_words}},
                DAYS_OFF: {"days_off": {str(year): sorted(self.calendar.days_off(year)) for year in PINNED_YEARS}},
            }
        )

    def digest(self) -> str:
        """One hash over all the law in the register, whatever its comments and order."""
        text = "\n".join(f"# {name}\n{body}" for name, body in sorted(_files(self.tables).items()))
        return hashlib.sha256(text.encode()).hexdigest()

    def _closure(self, names: Iterable[str]) -> list[Limit]:
        wanted = {self.limit(name).key for name in names}
        also = {version.later_with for key in wanted for version in self.limits[key].versions} - {""}
        return [self.limits[key] for key in sorted(wanted | also)]

    @staticmethod
    def _unknown(name: str, kind: str, known: Iterable[str]) -> str:
        near = difflib.get_close_matches(name.lower(), list(known), n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        return f"There is no {kind} called '{name}' in the register.{hint}"


def _files(tables: Mapping[str, Tables]) -> dict[str, str]:
    return {name: toml(table) for name, table in tables.items()}


def _joined(limits: Mapping[str, Limit]) -> dict[str, Limit]:
    """Tells each limit that is compared with another which facts the other counts from."""
    joined = {}
    for key, limit in limits.items():
        versions = tuple(
            replace(version, later_facts=limits[version.later_with].facts) if version.later_with else version
            for version in limit.versions
        )
        joined[key] = replace(limit, versions=versions)
    return joined
