"""What the pages of a PDF say: run as a program of its own, because a file of 3 kB can take hours, and memory."""

import io
import json
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_PAGES = 150
MOST_SECONDS = 30
"""A long report takes some seconds of work."""

MOST_MEMORY = 1_500_000_000
_TRIED = b"""#set page(width: 2cm, height: 2cm, margin: 0pt)
#for number in range(int(sys.inputs.pages)) { page(image("file", format: "pdf", page: number + 1, width: 1cm)) }"""
_UNREADABLE = (PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, OSError)
"""What reading a PDF raises that is none, or a broken one."""


def said_in(content: bytes) -> list[str]:
    """What each page says; nothing where they cannot be drawn."""
    try:
        pages = PdfReader(io.BytesIO(content)).pages
        said = [page.extract_text() for page in pages] if len(pages) <= MOST_PAGES else []
    except _UNREADABLE:
        return []
    return [" ".join(words.split()) for words in said] if _can_be_drawn(content, len(said)) else []


def _can_be_drawn(content: bytes, pages: int) -> bool:
    with TemporaryDirectory() as folder:
        (Path(folder) / "file").write_bytes(content)
        try:
            typst.Compiler(root=folder, ignore_system_fonts=True).compile(
                _TRIED, format="pdf", sys_inputs={"pages": str(pages)}
            )
        except typst.TypstError:
            return False
    return True


def _within(seconds: int, memory: int) -> None:
    """Let the system end this program when it has worked for so long, or wants more."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _within(int(sys.argv[1]), MOST_MEMORY)
    sys.stdout.write(json.dumps(said_in(sys.stdin.buffer.read())))
