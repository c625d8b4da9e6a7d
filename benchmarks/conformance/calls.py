"""Calls of every function and operator of SPARQL 1.1 (section 17), drawn at random; nothing is evaluated here."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Call:
    """An expression, and the function or operator that it is drawn for."""

    name: str
    text: str


STRINGS: Final = (
    '""', '"a"', '"abc"', '"ABC"', '"Quill, Ada"', '"a b"', '"straße"', '"Ünïcode"', '"𝒳y"', '"a_b-c"', '"aXbXc"', '"12345"',
    '"foobar"', '"line\\nbreak"', '"tab\\there"', '"x+y=z"', '"e\\u0301"', '"日本語"', '"ΑΣ"', '"a\\"q\\\\"', '"ſK"', '"abcabc"',
)  # fmt: skip
TAGGED: Final = ('"abc"@en', '"abc"@fr', '"Chat"@en-GB', '""@en', '"straße"@de', '"aXbXc"@en', '"日本語"@ja')
PARTS: Final = (
    '""',
    '"a"',
    '"b"',
    '"X"',
    '"z"',
    '"bc"',
    '"b"@en',
    '"b"@fr',
    '"a"@en',
    '"X"@en',
    '"abc"',
    '"ß"',
    '"語"',
)
INTEGERS: Final = (
    "0",
    "1",
    "2",
    "-1",
    "-2",
    "3",
    "7",
    "10",
    "42",
    "-5",
    "100",
    "123456789",
    "2147483648",
    "9007199254740993",
)
DECIMALS: Final = (
    "0.0",
    "0.5",
    "1.0",
    "1.5",
    "2.5",
    "-0.5",
    "-1.5",
    "-2.5",
    "0.1",
    "0.2",
    "3.14159",
    "-0.001",
    "12345.6789",
    "999999999999.999",
)
DOUBLES: Final = (
    "0e0", "1e0", "-1e0", "1.5e0", "2.5e0", "-2.5e0", "0.5e0", "-0.5e0", "1e6", "1e21", "1e-7", "123456.789e0", "0.1e0",
    '"INF"^^xsd:double', '"-INF"^^xsd:double', '"NaN"^^xsd:double', "-0.0e0",
)  # fmt: skip
FLOATS: Final = tuple(f'"{number}"^^xsd:float' for number in ("1.5", "-2.5", "0.1", "16777216", "INF", "NaN", "0"))
DERIVED: Final = ('"7"^^xsd:int', '"1"^^xsd:nonNegativeInteger', '"-3"^^xsd:long', '"200"^^xsd:unsignedByte')
TRUTHS: Final = ("true", "false", '"1"^^xsd:boolean', '"0"^^xsd:boolean')
ILL: Final = (
    '"x"^^xsd:integer',
    '"x"^^xsd:boolean',
    '"1,5"^^xsd:decimal',
    '"x"^^<http://t.test/type>',
    '"2010"^^xsd:dateTime',
)
MOMENTS: Final = tuple(
    f'"{moment}"^^xsd:dateTime'
    for moment in (
        "2011-01-10T14:45:13.815-05:00", "2011-01-10T14:45:13Z", "2011-01-10T14:45:13", "1999-12-31T23:59:59.5Z",
        "2000-02-29T00:00:00+14:00", "2011-01-10T19:45:13Z", "0001-01-01T00:00:00Z", "2011-01-11T00:00:00+05:30",
    )
)  # fmt: skip
NODES: Final = ("<http://t.test/a>", "<http://t.test/b>", "<mailto:ada@t.test>", "<http://t.test/a%20b>")
PATTERNS: Final = (
    '"b"', '"^a"', '"c$"', '"a.c"', '"[a-c]+"', '"[^a-c]"', '"(a)(b)?"', '"^(.*), (.*)$"', '"\\\\s"', '"\\\\d+"', '"\\\\w+"',
    '"\\\\W"', '"\\\\p{Lu}"', '"\\\\p{L}+"', '"\\\\P{L}"', '"a|b"', '"x*"', '"B"', '"o{2}"', '"[a-z-[b]]"', '"\\\\."', '"a b"',
    '"(a|ab)(c|bcd)?"', '"^b"', '"[\\\\w-]+"', '"\\\\p{IsGreek}"', '"\\\\i\\\\c*"', '"X"', '"(?:a)"', '"\\\\D"', '"a+?"', '"s"',
)  # fmt: skip
BAD_PATTERNS: Final = ('"["', '"a**"', '"(a"', '"\\\\b"', '"(a)\\\\1"', '"a{2,1}"', '"\\\\p{Foo}"', '"(?i)a"')
REPLACEMENTS: Final = (
    '""',
    '"x"',
    '"[$0]"',
    '"$1"',
    '"$1_$2"',
    '"$2_$1"',
    '"\\\\$"',
    '"\\\\\\\\"',
    '"$12"',
    '"a$1b"',
    '"${1}"',
    '"$"',
    '"$1a"',
)
FLAGS: Final = ('""', '"i"', '"s"', '"m"', '"x"', '"si"', '"im"')
TAGS: Final = ('"en"', '"en-US"', '"de-Latn-DE"', '"fr"', '"EN"', '""', '"x-klingon"')
RANGES: Final = ('"en"', '"EN"', '"*"', '"de"', '"de-DE"', '"de-Latn"', '"en-us"', '"fr-CA"')
DATATYPES: Final = ("xsd:integer", "xsd:string", "xsd:dateTime", "<http://t.test/type>", "xsd:boolean", "xsd:double")
LEXICAL: Final = (
    '"1"', '" 1 "', '"-7"', '"+7"', '"1.5"', '".5"', '"5."', '"1e3"', '"1E-2"', '"INF"', '"-INF"', '"NaN"', '"inf"', '"Infinity"',
    '"true"', '"TRUE"', '"0"', '"false"', '" true "', '"abc"', '""', '"0x1F"', '"1_000"', '"１"', '"12345678901234567890"', '"-0"',
    '"2011-01-10T14:45:13Z"', '" 2011-01-10T14:45:13Z "', '"2011-01-10"', '"2011-02-30T00:00:00Z"', '"007"',
)  # fmt: skip

NUMBERS: Final = (*INTEGERS, *DECIMALS, *DOUBLES, *FLOATS, *DERIVED)
ERRORS: Final = ("?nothing", "(1/0)")
ANYTHING: Final = (*STRINGS, *TAGGED, *NUMBERS, *TRUTHS, *ILL, *MOMENTS, *NODES)
SOURCES: Final = (*STRINGS, *STRINGS, *TAGGED, *TAGGED, *ERRORS, "7", "<http://t.test/a>")
ARITHMETIC: Final = (*NUMBERS, *NUMBERS, *NUMBERS, '"1"', "true", *ERRORS, '"x"^^xsd:integer')
LIKE: Final = (STRINGS, TAGGED, NUMBERS, TRUTHS, MOMENTS, NODES, ILL, ANYTHING, NUMBERS, STRINGS)

SHAPES: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "STRLEN": (SOURCES,),
    "SUBSTR": (SOURCES, (*INTEGERS[:10], "0", "1.5", '"NaN"^^xsd:double')),
    "SUBSTR/3": (SOURCES, (*INTEGERS[:10], "2.5"), (*INTEGERS[:10], '"INF"^^xsd:double')),
    "UCASE": (SOURCES,),
    "LCASE": (SOURCES,),
    "STRSTARTS": (SOURCES, PARTS),
    "STRENDS": (SOURCES, PARTS),
    "CONTAINS": (SOURCES, PARTS),
    "STRBEFORE": (SOURCES, PARTS),
    "STRAFTER": (SOURCES, PARTS),
    "ENCODE_FOR_URI": (SOURCES,),
    "CONCAT/0": (),
    "CONCAT": (SOURCES, SOURCES),
    "CONCAT/3": (SOURCES, TAGGED, PARTS),
    "langMatches": (TAGS, RANGES),
    "langMatches/2": (tuple(f"LANG({one})" for one in TAGGED), RANGES),
    "REGEX": (SOURCES, (*PATTERNS, *PATTERNS, *BAD_PATTERNS)),
    "REGEX/3": (SOURCES, PATTERNS, FLAGS),
    "REPLACE": (SOURCES, (*PATTERNS, *PATTERNS, *BAD_PATTERNS), REPLACEMENTS),
    "REPLACE/4": (SOURCES, PATTERNS, REPLACEMENTS, FLAGS),
    **dict.fromkeys(("ABS", "ROUND", "CEIL", "FLOOR"), (ARITHMETIC,)),
    **dict.fromkeys(
        "YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ".split(), ((*MOMENTS, *MOMENTS, '"x"', "1", *ERRORS),)
    ),
    **dict.fromkeys("MD5 SHA1 SHA256 SHA384 SHA512".split(), ((*STRINGS, *TAGGED, "1", "<http://t.test/a>", *ERRORS),)),
    **dict.fromkeys("isIRI isURI isBlank isLiteral isNumeric STR LANG DATATYPE".split(), ((*ANYTHING, *ERRORS),)),
    **dict.fromkeys(("IRI", "URI"), ((*NODES, '"http://t.test/x"', '"x"', "1", '"http://t.test/"@en', *ERRORS),)),
    "STRDT": ((*LEXICAL, *TAGGED, "1"), (*DATATYPES, '"x"')),
    "STRLANG": ((*STRINGS, *TAGGED, "1"), TAGS),
    "sameTerm": (ANYTHING, ANYTHING),
    "IF": ((*ANYTHING, *ERRORS), ("1", '"yes"'), ("2", "(1/0)")),
    "COALESCE": ((*ERRORS, *ERRORS, "1", '"a"@en'), (*ERRORS, "<http://t.test/a>")),
    **{
        f"xsd:{name}": ((*LEXICAL, *LEXICAL, *ANYTHING),)
        for name in ("boolean", "double", "float", "decimal", "integer", "dateTime", "string")
    },
}
FIXED: Final = (
    "BOUND(?nothing)", "BOUND(?one)", "EXISTS { }", "NOT EXISTS { }", "EXISTS { ?s ?p ?o }", "NOT EXISTS { ?s ?p ?o }",
    "isBlank(BNODE())", 'isBlank(BNODE("a"))', "isIRI(UUID())", "STRLEN(STRUUID())", "DATATYPE(RAND())", "RAND() < 1e0",
    "DATATYPE(NOW())", "NOW() = NOW()", "sameTerm(BNODE(), BNODE())", "COALESCE()",
)  # fmt: skip
COMPARISONS: Final = ("=", "!=", "<", ">", "<=", ">=")


def draw(count: int, seed: int) -> list[Call]:
    """Draw calls: of each function and operator nearly as many, the fixed ones once."""
    chance = random.Random(seed)
    kinds = [*SHAPES, *COMPARISONS, "+", "-", "*", "/", "+1", "-1", "!", "&&", "||", "IN", "NOT IN"]
    found = [Call(text.partition("(")[0], text) for text in FIXED]
    while len(found) < count:
        found.append(_call(kinds[len(found) % len(kinds)], chance))
    return found[:count]


def _call(kind: str, chance: random.Random) -> Call:
    pick = chance.choice
    if kind in SHAPES:
        name = kind.partition("/")[0]
        return Call(name, f"{name}({', '.join(pick(pool) for pool in SHAPES[kind])})")
    if kind in COMPARISONS:
        pool = pick(LIKE)
        return Call(kind, f"{pick(pool)} {kind} {pick(pool)}")
    if kind in {"+", "-", "*", "/"}:
        return Call(kind, f"{pick(ARITHMETIC)} {kind} ({pick(ARITHMETIC)})")
    if kind in {"+1", "-1"}:
        return Call(kind[0], f"{kind[0]}({pick(ARITHMETIC)})")
    values = (*ANYTHING, *ERRORS, *ERRORS, *TRUTHS)
    if kind == "!":
        return Call("!", f"!({pick(values)})")
    if kind in {"&&", "||"}:
        return Call(kind, f"({pick(values)}) {kind} ({pick(values)})")
    pool = pick(LIKE)
    members = ", ".join(pick((*pool, *ERRORS)) for _ in range(chance.randrange(4)))
    return Call(kind, f"{pick(pool)} {kind} ({members})")
