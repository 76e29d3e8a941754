"""Which passwords are guessed first: the words that most people take, whatever they add, and one's own name."""

import re

WORDS = """
abc access admin administrator america andrea andrew angel anthony apple april arsenal ashley asdf august autumn
azerty bailey banana barcelona baseball basketball batman birmingham buster butterfly champion change changeme
charlie cheese chelsea children chocolate christmas computer cookie council daniel december default demo dragon
duecourse education ehcp england everton family february flower football freedom friday friends george ginger
google guest hannah harley hello hunter iloveyou internet january jasmine jennifer jessica jordan joshua july june
justin letmein liverpool login london lovely manager manchester march master matrix matthew merlin michael michelle
monday monkey mustang newcastle nicole ninja november october office orange pass passphrase passport password
passwort pepper pokemon princess purple qazwsx qwerty rainbow rangers robert rosebud samantha samsung saturday
school secret send september service shadow silver soccer spiderman spring starwars summer sunday sunshine superman
superstar system tennis test tester testing thomas thursday tigger trustno tuesday united user wednesday welcome
whatever william winter work yellow zaq
"""
COMMON = frozenset(WORDS.split())
RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgb")
FEWEST_DIFFERENT = 4
FEWEST_WITHOUT_LETTERS = 12
SHORTEST_NAME = 3

_LOOKS_LIKE = str.maketrans("013457@$!", "oieastasi")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def is_guessable(password: str, *own: str) -> bool:
    """Whether a password falls to the first few thousand guesses; `own` is what its owner is called."""
    plain = password.lower()
    if len(set(plain)) < FEWEST_DIFFERENT or any(plain in run or plain in run[::-1] for run in RUNS):
        return True
    if len(plain) < FEWEST_WITHOUT_LETTERS and not _NOT_LETTERS.sub("", plain):
        return True
    known = COMMON | {part for name in own for part in _names(name)}
    return any(_is_made_of(core, known) for core in _cores(plain))


def _names(name: str) -> set[str]:
    """A name, and each of its words; of an e-mail address what stands before the sign too."""
    words = _NOT_LETTERS.split(name.lower())
    return {word for word in (*words, "".join(words)) if len(word) >= SHORTEST_NAME}


def _cores(plain: str) -> set[str]:
    """What is left without what people add around a word, and with the letters that its digits stand for."""
    inner = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    return {_NOT_LETTERS.sub("", inner), _NOT_LETTERS.sub("", inner.translate(_LOOKS_LIKE))}


def _is_made_of(core: str, known: frozenset[str]) -> bool:
    """A word that is known, or two of them."""
    return core in known or any(core[:cut] in known and core[cut:] in known for cut in range(1, len(core)))
