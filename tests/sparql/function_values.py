"""Expressions and their values by the standard, each under its section; `error` is an error of the expression.

A value is written as SPARQL writes it, a string without language without its datatype. Sections are of SPARQL 1.1 Query, and of
XPath 2.0 Functions and Operators (F&O).
"""

from __future__ import annotations

from typing import Final

TABLE: Final = r"""
# 17.4.3.15, F&O 7.6.3
REPLACE("Quill, Ada", "^(.*), (.*)$", "$2_$1")            "Ada_Quill"
REPLACE("abc", "b", "\\$")                                 "a$c"
REPLACE("abc", "b", "\\\\")                                "a\\c"
REPLACE("abc", "b", "$0$0")                                "abbc"
REPLACE("abc"@en, "b", "x")                                "axc"@en
REPLACE("abc", "b", "$1")                                  "ac"
REPLACE("abc", "(b)", "$12")                               "ab2c"
REPLACE("abcd", "(ab)|(a)", "[1=$1][2=$2]")                "[1=ab][2=]cd"
REPLACE("darted", "^(.*?)d(.*)$", "$1c$2")                 "carted"
REPLACE("abracadabra", "a(.)", "a$1$1")                    "abbraccaddabbra"
REPLACE("reluctant", "r.*?t", "X")                         "Xant"
REPLACE("AAAA", "A+?", "b")                                "bbbb"
REPLACE("abc", "B", "x", "i")                              "axc"
REPLACE("a.c", ".", "$", "q")                              "a$c"
REPLACE("abc"@en, "b"@en, "x")                             error
REPLACE(1, "b", "c")                                       error
REPLACE("abc", IF(true, "x*", ""), "-")                    error
REPLACE("abc", "b", IF(true, "$", ""))                     error
REPLACE("abc", IF(true, "(b)", ""), IF(true, "$1_$1", ""))  "ab_bc"
REPLACE("abc", ?nothing, "x")                              error

# 17.4.3.14, F&O 7.6.1 and 7.6.2
REGEX("a_", "^\\w+$")                                      false
REGEX("a+", "^\\w+$")                                      true
REGEX("é", "^\\w$")                                        true
REGEX("b", "[a-z-[b]]")                                    false
REGEX("c", "[a-z-[b]]")                                    true
REGEX("a:b-c.1", "^\\i\\c*$")                              true
REGEX("-", "^\\i")                                         false
REGEX("Ω", "\\p{IsGreek}")                                 true
REGEX("a", "\\P{IsGreek}")                                 true
REGEX("a", "\\p{Lu}", "i")                                 false
REGEX("ſ", "S", "i")                                       true
REGEX("ı", "^I$", "i")                                     true
REGEX("Ä", "[a-zä]", "i")                                  true
REGEX("a", "[^A]", "i")                                    false
REGEX("a b", "a[ ]b", "x")                                 true
REGEX("helloworld", "hello world", "x")                    true
REGEX("a#b", "a # b", "x")                                 true
REGEX("a\nb", "a.b")                                       false
REGEX("a\nb", "a.b", "s")                                  true
REGEX("a\nb", "^b", "m")                                   true
REGEX("a\nb", "a$", "m")                                   true
REGEX("a\n", "a$")                                         false
REGEX("a\u2003b", "\\s")                                   false
REGEX("٣", "^\\d$")                                        true
REGEX("abc", "A.C", "iq")                                  false
REGEX("a<b", "a<b")                                        true
REGEX("a&&b", "[&&]{2}")                                   true
REGEX("x", IF(true, "[", ""))                              error
REGEX("x", "x", IF(true, "z", ""))                         error
REGEX("abc"@en, "b"@en)                                    error
REGEX("a_", CONCAT("^\\", "w+$"))                          false
REGEX("A", "a", IF(true, "i", ""))                         true

# 17.4.3.3, F&O 7.4.3
SUBSTR("foobar", 4)                                        "bar"
SUBSTR("foobar"@en, 4, 1)                                  "b"@en
SUBSTR("12345", 0)                                         "12345"
SUBSTR("12345", 0, 3)                                      "12"
SUBSTR("12345", -3, 5)                                     "1"
SUBSTR("12345", 5, -3)                                     ""
SUBSTR("12345", 2, 9223372036854775807)                    "2345"
SUBSTR("12345", 9223372036854775807, 9223372036854775807)  ""
SUBSTR("12345", 1.5, 2.6)                                  "234"
SUBSTR("12345", "NaN"^^xsd:double, 3)                      ""
SUBSTR("12345", -42, "INF"^^xsd:double)                    "12345"
SUBSTR("12345", "-INF"^^xsd:double, "INF"^^xsd:double)     ""
SUBSTR("a𝒳c", 2, 1)                                        "𝒳"
SUBSTR(12345, 2)                                           error
SUBSTR("12345", "2")                                       error

# 17.2.2
!("a"@en)                                                  false
!(""@en)                                                   true
!("x"^^xsd:integer)                                        true
!("x"^^xsd:boolean)                                        true
!(<a:b>)                                                   error
!("2010-01-01T00:00:00Z"^^xsd:dateTime)                    error
!("NaN"^^xsd:double)                                       true
!("x"^^<a:type>)                                           error
"a"@en && true                                             true
"x"^^xsd:integer || "b"@en                                 true
(1/0) || true                                              true
(1/0) && false                                             false
(1/0) || false                                             error
IF("a"@en, 1, 2)                                           1
IF("x"^^xsd:integer, 1, 2)                                 2
IF(1/0, 1, 2)                                              error
IF(COALESCE(?nothing, "b"@en), 1, 2)                       1

# 17.3, F&O 6.3 and 9.2
true > false                                               true
false >= true                                              false
true <= true                                               true
COALESCE(true, 1) > COALESCE(false, 1)                     true
"NaN"^^xsd:double < 0.1                                    false
1 >= "NaN"^^xsd:float                                      false
!(0e0/0e0 < 1)                                             true
"NaN"^^xsd:double = "NaN"^^xsd:double                      false
1 < 2                                                      true
1 < "a"                                                    error
"2010-01-01T00:00:00"^^xsd:dateTime < "2010-01-01T05:00:00Z"^^xsd:dateTime   error
16777217 = "16777216"^^xsd:float                           true

# 17.4.1.9
<a:b> IN ()                                                false
"x"@en NOT IN ()                                           true
1 IN (2, 1/0)                                              error
1 IN (1/0, 1)                                              true
1 NOT IN (2, 3)                                            true

# 17.3, F&O 6.2
42.915190447473840555 * -1.9                               -81.538861850200297054
912318375 / -4.814780526991                                -189482858.021392289668158436
0.000000000000000001 / 10                                  "0"^^xsd:decimal
1 / 3                                                      0.333333333333333333
1.5 * 2e0                                                  "3"^^xsd:double
"1"^^xsd:float / 3                                         "0.33333334"^^xsd:float
1 / 0                                                      error
1.0 / 0.0                                                  error
1e0 / 0                                                    "INF"^^xsd:double
-1e0 / 0                                                   "-INF"^^xsd:double
6 / 4 * 2                                                  "3"^^xsd:decimal
2 * 3 / 4 - 1 * 2                                          -0.5
9223372036854775807 * COALESCE(2)                          error

# 17.5, F&O 17.1
xsd:integer(" 1 ")                                         1
xsd:integer("1.5")                                         error
xsd:integer(-1.7)                                          -1
xsd:integer("INF"^^xsd:double)                             error
xsd:integer(true)                                          1
xsd:integer("12345678901234567890123")                     error
xsd:decimal(1e17)                                          "100000000000000000"^^xsd:decimal
xsd:decimal("0.1"^^xsd:float)                              0.100000001490116119
xsd:decimal("1e0")                                         error
xsd:decimal(".5")                                          0.5
xsd:float("inf")                                           error
xsd:double("Infinity")                                     error
xsd:double("NaN")                                          "NaN"^^xsd:double
xsd:double(" 1e0 ")                                        "1"^^xsd:double
xsd:double("0.1"^^xsd:float)                               "0.10000000149011612"^^xsd:double
xsd:float(0.1e0)                                           "0.1"^^xsd:float
xsd:boolean(" 1 ")                                         true
xsd:boolean("TRUE")                                        error
xsd:boolean("NaN"^^xsd:double)                             false
xsd:boolean(0.5)                                           true
xsd:string(1e6)                                            "1.0E6"
xsd:string(123456e0)                                       "123456"
xsd:string(1e-7)                                           "1.0E-7"
xsd:string(-2.5e21)                                        "-2.5E21"
xsd:string(1.0)                                            "1"
xsd:string(-0.0e0)                                         "-0"
xsd:string("INF"^^xsd:float)                               "INF"
xsd:string(<a:b>)                                          "a:b"
xsd:dateTime(" 2010-01-01T00:00:00Z ")                     "2010-01-01T00:00:00Z"^^xsd:dateTime
xsd:dateTime("2010-02-30T00:00:00Z")                       error
xsd:dateTime("2010-01-01")                                 error
xsd:dateTime("2010-01-01"^^xsd:date)                       "2010-01-01T00:00:00"^^xsd:dateTime
<http://www.w3.org/2001/XMLSchema#integer>(" 7 ")          7
xsd:integer(1, 2)                                          error

# 17.4.2
STR(1.0)                                                   "1.0"
STR(-1.50)                                                 "-1.50"
STR("1"^^xsd:boolean)                                      "1"
DATATYPE("200"^^xsd:unsignedByte)                          <http://www.w3.org/2001/XMLSchema#unsignedByte>
isNumeric("300"^^xsd:byte)                                 false
isNumeric("-1"^^xsd:nonNegativeInteger)                    false
isNumeric("7"^^xsd:short)                                  true
isNumeric("1")                                             false
sameTerm("01"^^xsd:integer, 1)                             false
sameTerm(1.0, 1.0)                                         true
STRDT("a", <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>)  error
STRDT("a"@en, xsd:string)                                  error
STRDT("1", IF(true, xsd:integer, 1))                       1
STRLANG("a", "")                                           error
"""


def rows() -> list[tuple[str, str, str]]:
    """Give each expression with its value and its section."""
    found: list[tuple[str, str, str]] = []
    section = ""
    for line in TABLE.strip().splitlines():
        if line.startswith("# "):
            section = line[2:]
        elif line.strip():
            expression, _, value = line.strip().rpartition("  ")
            found.append((section, expression.strip(), value.strip()))
    return found
