"""What decides where engines differ: sentences of SPARQL 1.1 (Query), XPath Functions and Operators (F&O) and XML Schema 2 (XSD).

A call on which we stand alone needs a rule of its own here; one on which another engine stands alone is decided by the section
of its function. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from benchmarks.conformance.calls import Call
from benchmarks.conformance.engines import ERROR, Value
from scholargraph.sparql.expressions import parse
from scholargraph.sparql.mending import constant
from scholargraph.sparql.nodes import Kind, Node
from scholargraph.vocab import XSD
from scholargraph.xpath import numbers


@dataclass(frozen=True, slots=True)
class Found:
    """A call with the values of the three engines."""

    call: Call
    ours: Value
    rdflib: Value
    comunica: Value

    @property
    def others(self) -> tuple[Value, Value]:
        """The values that are not ours."""
        return self.rdflib, self.comunica

    @property
    def agrees(self) -> bool:
        """Whether all three are one."""
        return self.ours == self.rdflib == self.comunica or (
            self.ours == ERROR and all(one.kind == "error" for one in self.others)
        )

    @property
    def alone(self) -> bool:
        """Whether no other engine has our value."""
        return not any(one == self.ours or (self.ours == ERROR and one.kind == "error") for one in self.others)


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence, and what it is about. An open one lets more than one value be right; another one makes ours right."""

    sentence: str
    applies: Callable[[Found], bool]
    is_open: bool = False


EXTENSION: Final = (
    "SPARQL 17.3.1: “SPARQL language extensions may provide additional associations between operators and operator functions; "
    "... No additional operator may yield a result that replaces any result other than a type error”"
)
PRECISION: Final = (
    "F&O 6.2: “If the number of digits in the result exceeds the number of digits that the implementation supports, the result is "
    "truncated or rounded in an implementation-defined manner”"
)
TIME_ZONE: Final = "F&O 10.4: “if either has no timezone, the implicit timezone is used”, which XPath 2.0, C.2 leaves to the implementation"
DIGITS: Final = (
    "XSD 3.2.3, 3.3.13: processors must support 18 digits of a decimal and an integer; more are theirs to choose"
)

SECTIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("=", "!=", "<", ">", "<=", ">="), "SPARQL 17.3, operator mapping; F&O 6.3, 7.3.1 (code points), 10.4"),
    **dict.fromkeys(("+", "-", "*", "/"), "SPARQL 17.3; F&O 6.2; XPath 2.0, B.1: the type is that of the operand that is promoted last"),
    **dict.fromkeys(("!", "&&", "||", "IF"), "SPARQL 17.2.2: the EBV of what is no boolean, string or number is a type error; of NaN it is false"),
    **dict.fromkeys(("IN", "NOT IN"), "SPARQL 17.4.1.9: an error in a comparison is an error where no other member is equal"),
    **dict.fromkeys(("ABS", "ROUND", "CEIL", "FLOOR"), "SPARQL 17.4.4; F&O 6.4: the type is that of the argument, and NaN gives NaN"),
    **dict.fromkeys(("MD5", "SHA1", "SHA256", "SHA384", "SHA512"), "SPARQL 17.4.6: the argument is a simple literal or an xsd:string"),
    **dict.fromkeys(("IRI", "URI"), "SPARQL 17.4.2.8: the argument is a simple literal, an xsd:string or an IRI"),
    **dict.fromkeys(("isIRI", "isURI", "isBlank", "isLiteral", "isNumeric", "STR", "LANG", "DATATYPE"), "SPARQL 17.2: an error of an argument is an error of the call; 17.4.2"),
    **dict.fromkeys(("STRDT", "STRLANG"), "SPARQL 17.4.2.9, 17.4.2.10: a simple literal makes the literal of these letters, valid or not"),
    **dict.fromkeys(("STRSTARTS", "STRENDS", "CONTAINS", "STRBEFORE", "STRAFTER"), "SPARQL 17.4.3.1.2, argument compatibility rules"),
    **dict.fromkeys(("YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "TIMEZONE", "TZ"), "SPARQL 17.4.5: the component of an xsd:dateTime as it is written"),
    **dict.fromkeys(("REGEX", "REPLACE"), "SPARQL 17.4.3.14, 17.4.3.15; F&O 7.6.1, 7.6.2, 7.6.3"),
    **{f"xsd:{name}": "SPARQL 17.5; F&O 17.1: white space is collapsed, and what is no lexical form is an error" for name in "boolean double float decimal integer dateTime string".split()},
    "SUBSTR": "SPARQL 17.4.3.3; F&O 7.4.3: characters whose position p is at least start and below start + length",
    "CONCAT": "SPARQL 17.4.3.12: literals only; without any, the empty string",
    "sameTerm": "SPARQL 17.4.1.8",
    "langMatches": "SPARQL 17.4.3.13; RFC 4647, 3.3.1",
    "COALESCE": "SPARQL 17.4.1.3",
    "UCASE": "F&O 7.4.7, Unicode's full case mapping",
    "LCASE": "F&O 7.4.8, Unicode's full case mapping",
    "STRLEN": "F&O 7.4.4: characters are code points",
    "ENCODE_FOR_URI": "F&O 7.4.10",
    "BOUND": "SPARQL 17.4.1.1",
    "EXISTS ": "SPARQL 17.4.1.4",
    "NOT EXISTS ": "SPARQL 17.4.1.4",
    "DATATYPE ": "SPARQL 17.4.2.7",
}  # fmt: skip


def _operands(found: Found) -> list[Node]:
    nodes = parse(f"PREFIX xsd: <{XSD.string[: -len('string')]}> SELECT * {{ BIND({found.call.text} AS ?told) }}").nodes
    return [] if not nodes else [_bare(part) for part in nodes[0].parts]


def _bare(node: Node) -> Node:
    return _bare(node.parts[0]) if node.kind is Kind.BRACKETS else node


def _family(node: Node) -> str:
    """Say which operators take an operand (SPARQL 1.1, section 17.3)."""
    found = constant(node)
    if found is None:
        return "other"
    text, datatype = found
    if datatype in numbers.KINDS:
        return "number" if numbers.is_number(text, datatype) else "other"
    if datatype == XSD.boolean:
        return "truth" if text in {"true", "false", "0", "1"} else "other"
    return "string" if datatype == XSD.string else "moment" if datatype == XSD.dateTime else "other"


def _has_no_operator(found: Found) -> bool:
    operands = _operands(found)
    families = {_family(node) for node in operands}
    return found.call.name in _COMPARISONS and ("other" in families or len(families) > 1)


def _near(found: Found) -> bool:
    """Whether the decimals differ in digits that are beyond those that XML Schema asks for."""
    values = [one.value for one in (found.ours, *found.others)]
    if not isinstance(found.ours.value, Decimal) or not all(isinstance(one, (Decimal, int, float)) for one in values):
        return False
    told = [float(one) for one in values if isinstance(one, (Decimal, int, float))]
    return max(told) - min(told) <= max(1e-14 * max(map(abs, told)), 1.1e-18)


def _binary(found: Found) -> bool:
    """Whether another engine computes doubles in single precision, or as decimals."""
    if found.ours.kind not in {"xsd:double", "xsd:float"} or not isinstance(found.ours.value, float):
        return False
    return found.call.name in {"+", "-", "*", "/"} and any(node.kind is not Kind.VARIABLE for node in _operands(found))


def _is_substring(found: Found) -> bool:
    """Whether ours is what F&O, 7.4.3, says in so many words."""
    source, *places = _operands(found)
    given = [constant(place) for place in places]
    if None in given or source.kind not in {Kind.STRING, Kind.LITERAL} or source.name:
        return False
    read = [
        numbers.round_half_up(numbers.read_number(text, numbers.KINDS[datatype]) or 0)
        for text, datatype in filter(None, given)
    ]
    kept = [
        char
        for place, char in enumerate(source.value, 1)
        if place >= read[0] and (len(read) == 1 or place < read[0] + read[1])
    ]
    return found.ours.value == "".join(kept)


_COMPARISONS: Final = ("=", "!=", "<", ">", "<=", ">=")

RULES: Final = (
    Rule(EXTENSION, _has_no_operator, is_open=True),
    Rule(EXTENSION + " (SUBSTR of numbers that are no integers)", lambda found: found.call.name == "SUBSTR" and ERROR in found.others and _is_substring(found), is_open=True),
    Rule(PRECISION, _near, is_open=True),
    Rule(TIME_ZONE, lambda found: found.call.name in {*_COMPARISONS, "IN", "NOT IN"} and 'T14:45:13"' in found.call.text, is_open=True),
    Rule(DIGITS, lambda found: "12345678901234567890" in found.call.text, is_open=True),
    Rule("SPARQL 17.4.3.3: “The index of the first character in a strings is 1”; F&O 7.4.3", lambda found: found.call.name == "SUBSTR" and _is_substring(found)),
    Rule("XPath 2.0, B.1: numbers are promoted to the type of the other; F&O 6.2", _binary),
    Rule("F&O 7.6.3: “If S < N <= 9, ... the zero-length string”; `\\$` is a dollar sign, and a group that matched nothing is empty", lambda found: found.call.name == "REPLACE" and "$" in found.call.text),
    Rule("F&O 7.6.1, XSD appendix F: blocks, `\\i`, `\\c`, subtraction; `\\w` is all but punctuation, separators and others; `i` leaves `\\p{Lu}` alone", lambda found: found.call.name in {"REGEX", "REPLACE"} and any(sign in found.call.text for sign in ("\\\\p", "\\\\i", "\\\\w", "\\\\W", "-["))),
    Rule("F&O 17.1.1: a string is cast as its letters are read by XSD 2, section 4.3.6: white space is collapsed", lambda found: found.call.name.startswith("xsd:") and '" ' in found.call.text and found.ours != ERROR),
    Rule("SPARQL 17.4.2.4: a numeric literal has a numeric datatype and a valid lexical form", lambda found: found.call.name == "isNumeric" and "1,5" in found.call.text),
    Rule("F&O 17.1.2: a negative zero of type xsd:double is “-0”", lambda found: found.call.name == "xsd:string" and "-0.0e0" in found.call.text),
    Rule("F&O 17.1.2: doubles of 1.0E6 and more, and below 1.0E-6, are cast to the canonical form", lambda found: found.call.name == "xsd:string" and found.ours.kind == "xsd:string" and "E" in str(found.ours.value)),
    Rule("XSD 3.2.4.1, 3.2.5.1: “INF” and “NaN” are the only special values, and “Infinity” is none", lambda found: found.call.name in {"xsd:double", "xsd:float"} and found.ours == ERROR),
    Rule("F&O 17.1.3.3: a decimal is the one “numerically closest” to the double", lambda found: found.call.name == "xsd:decimal" and isinstance(found.ours.value, Decimal)),
    Rule("RDF 1.1 Concepts, 3.3: a language tag is not empty, so there is no such literal", lambda found: found.call.name == "STRLANG" and '""' in found.call.text and found.ours == ERROR),
    Rule("SPARQL 17.4.1.9: IN () is an empty disjunction", lambda found: found.call.name in {"IN", "NOT IN"} and found.call.text.endswith("()")),
    Rule("SPARQL 17.2.2: “The EBV of any literal whose type is xsd:boolean or numeric is false if the lexical form is not valid”; of a string with a language, true if it is not empty", lambda found: found.call.name in {"!", "&&", "||", "IF"}),
)  # fmt: skip


def verdict(found: Found) -> tuple[str, str] | None:
    """Say what decides a call: a heading and a sentence; None where nothing here does."""
    if found.agrees:
        return "one value", ""
    if found.ours.kind == "refused":
        return "refused", str(found.ours.value)
    if found.ours.kind == "broken":
        return None
    rule = next((rule for rule in RULES if rule.is_open and rule.applies(found)), None)
    if rule is None and not found.alone and found.call.name in SECTIONS:
        return "another engine differs", SECTIONS[found.call.name]
    rule = rule or next((rule for rule in RULES if rule.applies(found)), None)
    if rule is None:
        return None
    return ("left open" if rule.is_open else "decided for ours"), rule.sentence
