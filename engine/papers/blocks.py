"""What a paper consists of: blocks with runs of words in them, and the letterhead above."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike; a line feed in them begins a new line of the same paragraph."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    link: str | None = None


Words = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Contents and bookmarks leave out what is not listed."""

    level: int
    words: Words
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`closing` leaves room for a signature below; `quote` stands in from the margin."""

    words: Words
    kind: Literal["text", "quote", "closing"] = "text"


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each item with blocks of its own; `first` is the number of the first one if it is numbered."""

    items: tuple[tuple["Block", ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Names and what belongs to them, such as `Date of birth: 4 May 2016`."""

    rows: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The head is repeated on each page, and read out with its column; `widths` are shares of the line."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[int, ...] | None = None


Block = Heading | Paragraph | Items | Rows | Table


@dataclass(frozen=True, slots=True)
class Logo:
    """`image/png` or `image/svg+xml`, checked by `check_logo` when it came in."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes, at the top of the first page."""

    name: str
    address: tuple[str, ...] = ()
    phone: str | None = None
    email: str | None = None
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of one day. Its title is what programs call it: to be printed it has to be a heading too.

    `addressed_to` stands where the window of an envelope is, `reference` beside it and at the
    foot of each page, and so does `mark`, such as "Draft". In a pack it can stand `below` headings of others,
    and list what follows with its pages.
    """

    title: str
    author: str
    day: date
    blocks: tuple[Block, ...]
    letterhead: Letterhead | None = None
    addressed_to: tuple[str, ...] = ()
    reference: str = ""
    mark: str = ""
    below: int = 0
    has_contents: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """A PDF, PNG or JPEG file that somebody else made; `alts` says in words what each of its pages shows."""

    title: str
    media_type: str
    content: bytes
    alts: tuple[str, ...]
    reference: str = ""
    level: int = 2


@dataclass(frozen=True, slots=True)
class Pack:
    """Several papers as one: numbered through, or each by itself where they go to different people."""

    title: str
    author: str
    day: date
    parts: tuple[Paper | Scan, ...]
    numbers_each: bool = False


def plain(text: str) -> Words:
    """Words that look like nothing special."""
    return (Run(text),)
