"""`python -m bench`: measures, prints the table, and writes it where it is read."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bench.databases import Absent, Postgres, scratch
from bench.rows import ALL, Bench
from bench.sizes import FULL, QUICK, SMALLEST, USUAL, Size
from bench.table import Row, table, write


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = _parser().parse_args(arguments)
    postgres = _postgres() if chosen.postgres else None
    try:
        with scratch() as folder:
            bench = Bench(chosen.size, folder, postgres, with_peers=chosen.peers)
            rows = [row for name in chosen.only or ALL for row in _measured(name, bench)]
    finally:
        if postgres is not None:
            postgres.stop()
    text = table(rows, chosen.size.option)
    print("\n" + text)
    if chosen.only is None and chosen.write:
        for path in write(text):
            print(f"Written to {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")


def _measured(name: str, bench: Bench) -> list[Row]:
    began = perf_counter()
    rows = list(ALL[name](bench))
    print(f"{name}: {perf_counter() - began:.0f} s", file=sys.stderr)
    for row in rows:
        print(row, file=sys.stderr)
    return rows


def _postgres() -> Postgres | None:
    try:
        return Postgres()
    except Absent as why:
        print(why, file=sys.stderr)
        return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.set_defaults(size=USUAL)
    sizes: dict[str, tuple[Size, str]] = {
        "--quick": (QUICK, "less of everything, in under three minutes"),
        "--full": (FULL, "100,000 due timers and 1,000 simulated cases"),
        "--smallest": (SMALLEST, "as little as shows that it runs"),
    }
    for option, (size, help) in sizes.items():
        parser.add_argument(option, dest="size", action="store_const", const=size, help=help)
    parser.add_argument("--only", nargs="+", choices=list(ALL), help="some rows; nothing is written")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="fetch and run no other engines")
    parser.add_argument("--no-postgres", dest="postgres", action="store_false", help="measure on SQLite alone")
    parser.add_argument("--no-write", dest="write", action="store_false", help="print the table and keep nothing")
    return parser


if __name__ == "__main__":
    main()
