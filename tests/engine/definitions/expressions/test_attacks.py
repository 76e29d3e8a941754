"""What people have used against the expressions of other engines, and what ours answers."""

import ast
from pathlib import Path

import pytest

import engine.definitions.expressions as language
from engine.definitions.expressions import ExpressionRefused, compile_expression, compile_timer, parse_script

ATTACKS = [
    "__import__('os').system('id')",
    "import os; os.system('id')",
    "open('/etc/hostname')",
    "().__class__.__base__.__subclasses__()",
    "''.__class__.__mro__[1].__subclasses__()",
    '[c for c in ().__class__.__base__.__subclasses__() if c.__name__ == "_wrap_close"][0].__init__.__globals__',
    "error.__traceback__.tb_frame.f_back.f_builtins",
    "random._os.system('id')",
    "uuid.os.system('id')",
    "json.codecs.builtins.open('/etc/hostname')",
    "re.enum.sys.modules['os']",
    "log.append('seen') or approved",
    "(approved := True)",
    "9**9**9",
    "'a'*10**10",
    "[0]*10**10",
    "sum(range(10**12))",
    "[[a for b in range(10000)] for a in range(10000)]",
    "lambda: 0",
    "(lambda f: f(f))(lambda f: f(f))",
    "f'{facts.__class__}'",
    "f'{1:>1000000000}'",
    "'{0.__class__}'.format(facts)",
    "'%1000000000d' % 1",
    "1 << 10000000",
    "0xffffffffffff",
    "1e308",
    "eval('1')",
    "exec('x = 1')",
    "compile('1', '', 'eval')",
    "getattr(facts, 'clear')()",
    "globals()",
    "vars()",
    "has.__globals__",
    "(has)('x').__class__",
    "has",
    "due('assess_decision')",
    "{'a': 1}['a']",
    "{1, 2}",
    "[*advice]",
    "count(*advice)",
    "any_item(**advice)",
    "count(collection=advice)",
    "advice[0]",
    "advice[:1]",
    "advice[name]",
    'advice["01"]["given"]',
    "(advice or item)['given']",
    "yield 1",
    "await x",
    "1 if x",
    "x is None",
    "not",
    "a; b",
    "a = 1",
    "a # and what follows is not seen",
    "print('x')",
    "\N{FULLWIDTH LATIN SMALL LETTER A}",
    "a\N{NO-BREAK SPACE}== 1",
    '"\\N{LATIN SMALL LETTER A}"',
    '"open',
    "b'bytes'",
    "r'raw'",
    "...",
    "1j",
    "1_000",
    "1.2.3",
    "~1",
    "+1",
    "a @ b",
    "`a`",
    "a\x00",
    '"\x00"',
    '"\ud800"',
    "Facts",
    "_facts",
    "item_ or __debug__",
    "true",
    "now",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_with_a_sentence_before_it_runs(attack: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        compile_expression(attack)
    assert len(refused.value.sentence.split()) >= 5


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_in_timers_and_scripts_alike(attack: str) -> None:
    for text in (attack, f"due({attack})", f"due('a' if {attack} else 'b')"):
        if text == "due('assess_decision')":
            continue
        with pytest.raises(ExpressionRefused):
            compile_timer(text)
    with pytest.raises(ExpressionRefused):
        parse_script(f"decision = {attack}")


@pytest.mark.parametrize(
    "flood",
    [
        "x" * 1001,
        "(" * 250 + ")" * 250,
        "[" * 499,
        "-" * 499 + "1",
        "not " * 120 + "x",
        "1 if 1 else " * 40 + "1",
        "+".join("x" * 200),
        ",".join("x" * 200),
        "count(" * 80,
        "(" * 12 + "[" + ")" * 12,
    ],
)
def test_a_text_that_would_cost_much_is_refused_early(flood: str) -> None:
    with pytest.raises(ExpressionRefused):
        compile_expression(flood)


def test_no_module_of_the_language_can_run_python_text() -> None:
    folder = Path(language.__file__).parent
    called = {
        node.func.id
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "build" in called
    assert not called & {"eval", "exec", "compile", "getattr", "setattr", "__import__", "open"}
