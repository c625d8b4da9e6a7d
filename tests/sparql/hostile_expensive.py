"""Queries that are sound and short, and cost more than anybody has; each with a harm of its own.

All of them pass the scan. What becomes of them (a cut, the deadline, the memory limit, a quick answer) is for the endpoint.
"""

from __future__ import annotations

from typing import Final

_STEPS: Final = range(30)
_PATTERNS: Final = " . ".join(f"?s{step} ?p{step} ?o{step}" for step in range(40))
_ROWS: Final = " ".join(str(number) for number in range(4_000))
_GROWING: Final = " ".join(f'BIND(REPLACE(?x{step}, "a", "aaaaaaaaaa") AS ?x{step + 1})' for step in _STEPS)
_ENCODED: Final = " ".join(f"BIND(ENCODE_FOR_URI(CONCAT(?x{step}, ?x{step})) AS ?x{step + 1})" for step in _STEPS)
_SQUARES: Final = " ".join(f"BIND(?x{step} * ?x{step} AS ?x{step + 1})" for step in _STEPS)
_OPTIONALS: Final = " ".join(f"OPTIONAL {{ ?a{step} ?p{step} ?a{step + 1} }}" for step in range(12))
_NESTED_OPTIONALS: Final = "OPTIONAL { ?x ?p ?y " * 60 + "}" * 60
_TEMPLATE: Final = " . ".join(f"?a ?b ?c{step} . ?d ?e ?c{step}" for step in range(50))
_THREE: Final = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_RELEVANCE: Final = "<https://w3id.org/scholargraph#relevance>"

PATHS: Final = {
    "star of a star": "SELECT (COUNT(*) AS ?n) { ?s ((!<a:a>)*)* ?o }",
    "star both ways": "SELECT (COUNT(*) AS ?n) { ?s (!<a:a>|^(!<a:a>))* ?o }",
    "plus of plusses": "SELECT (COUNT(*) AS ?n) { ?s (((!<a:a>)+)+/((!<a:a>)+)+)+ ?o }",
    "sequence of stars": "SELECT (COUNT(*) AS ?n) { ?s (!<a:a>)*/(!<b:b>)*/(!<c:c>)*/(!<d:d>)* ?o }",
    "many optional steps": f"SELECT (COUNT(*) AS ?n) {{ ?s {'/'.join(['(!<a:a>)?'] * 60)} ?o }}",
    "many alternatives": f"SELECT (COUNT(*) AS ?n) {{ ?s ({'|'.join(f'(!<a:a{step}>)' for step in range(200))})* ?o }}",
    "everything to everything": "ASK { ?s (!<a:a>)* ?o . ?o (!<a:a>)* ?t . FILTER(?t = <a:nothing>) }",
}

JOINS: Final = {
    "forty patterns without a common variable": f"SELECT * {{ {_PATTERNS} }}",
    "a chain of optionals": f"SELECT (COUNT(*) AS ?n) {{ ?a0 ?p ?o . {_OPTIONALS} }}",
    "optionals within optionals": f"SELECT (COUNT(*) AS ?n) {{ {_NESTED_OPTIONALS} }}",
    "minus of everything from everything": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f MINUS { ?c ?g ?f . ?h ?i ?j } }",
    "not exists in a cross product": "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?c ?x ?f . ?y ?z ?w FILTER(?w = ?a) } }",
    "exists within exists": "ASK { ?a ?b ?c FILTER EXISTS { ?d ?e ?f FILTER NOT EXISTS { ?g ?h ?i FILTER(?i != ?i) } FILTER(?f = <a:a>) } }",
    "three hundred unions": "SELECT (COUNT(*) AS ?n) { " + " UNION ".join(["{ ?a ?b ?c . ?c ?d ?e }"] * 300) + " }",
    "values times values": f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {_ROWS} }} VALUES ?b {{ {_ROWS} }} VALUES ?c {{ {_ROWS} }} }}",
    "undefined values joined": f"SELECT (COUNT(*) AS ?n) {{ VALUES (?s ?p) {{ {'(UNDEF UNDEF) ' * 2_000} }} ?s ?p ?o . ?o ?q ?r }}",
    "every graph times every graph": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } GRAPH ?i { ?j ?k ?l } }",
    "subqueries times subqueries": "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?a ?c { ?a ?b ?c } } { SELECT DISTINCT ?d ?f { ?d ?e ?f } } }",
    "sixty subqueries deep": "SELECT * { " + "{ SELECT DISTINCT * { ?s ?p ?o . " * 60 + "} } " * 60 + "}",
    "a sum of a sum": "SELECT (SUM(?n) AS ?all) { { SELECT ?c (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?c . ?f ?g ?c } GROUP BY ?c } }",
}

TEXTS: Final = {
    "a regular expression that goes back": f'SELECT (COUNT(*) AS ?n) {{ {_THREE} FILTER(REGEX(CONCAT(STR(?a), STR(?d)), "(a+)+(b+)+([a-z]+)*$")) }}',
    "a regular expression that is large": 'SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), "((a{1,50}){1,50}){1,20}")) }',
    "a regular expression for each row": 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?a), CONCAT("(", ENCODE_FOR_URI(STR(?d)), ")+$"))) }',
    "replace that grows": f'SELECT ?x30 {{ BIND("a" AS ?x0) {_GROWING} }}',
    "replace of nothing": f'SELECT (COUNT(*) AS ?n) {{ {_THREE} BIND(REPLACE(STR(?a), "", "xxxxxxxxxxxxxxxx") AS ?x) FILTER(STRLEN(?x) = 1) }}',
    "encoding that grows": f'SELECT ?x30 {{ BIND("é%" AS ?x0) {_ENCODED} }}',
    "hashes of a cross product": f"SELECT (MAX(SHA512(CONCAT(STR(?a), STR(?d), STR(?g)))) AS ?x) {{ {_THREE} }}",
    "a text of all texts": "SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?a), STR(?f)); separator=', ')) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "a text of all texts in every group": "SELECT ?b (GROUP_CONCAT(DISTINCT STR(?f)) AS ?x) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?b",
    "languages of a cross product": f"SELECT (COUNT(*) AS ?n) {{ {_THREE} FILTER(LANGMATCHES(LANG(?c), LANG(?f)) && STRSTARTS(STR(?i), STR(?c))) }}",
}

SORTING: Final = {
    "sorted by an expression": f"SELECT ?a {{ {_THREE} }} ORDER BY STRLEN(CONCAT(STR(?a), STR(?d), STR(?g))) LIMIT 5",
    "sorted by chance": "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND() LIMIT 5",
    "sorted by many keys": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(?a) ?b DESC(?c) ?d DESC(?e) ?f OFFSET 1000000 LIMIT 1",
    "an offset without end": f"SELECT * {{ {_THREE} }} OFFSET 9000000000 LIMIT 1",
    "distinct of everything": f"SELECT DISTINCT * {{ {_THREE} }} OFFSET 5000000 LIMIT 1",
    "counted apart": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {_THREE} }}",
    "grouped by an expression": "SELECT ?k (COUNT(*) AS ?n) (SAMPLE(?f) AS ?x) { ?a ?b ?c . ?d ?e ?f } GROUP BY (CONCAT(STR(?a), STR(?f)) AS ?k)",
    "having nothing": "SELECT ?a { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d HAVING(COUNT(DISTINCT ?f) > 1000000)",
}

GRAPHS: Final = {
    "construct a cross product": f"CONSTRUCT {{ ?a ?e ?i }} {{ {_THREE} }}",
    "construct a large template": f"CONSTRUCT {{ {_TEMPLATE} }} {{ ?a ?b ?c0 . ?d ?e ?c1 }}",
    "construct new nodes": "CONSTRUCT { [] ?b [ ?e [ ?b ?f ] ] } { ?a ?b ?c . ?d ?e ?f }",
    "describe everything": "DESCRIBE ?a ?c { ?a ?b ?c . ?d ?e ?f }",
}

NUMBERS: Final = {
    "squares of squares": f"SELECT ?x30 {{ BIND(9.99 AS ?x0) {_SQUARES} }}",
    "numbers of a cross product": f"SELECT (SUM(STRLEN(STR(?a)) * STRLEN(STR(?d)) / (1 + STRLEN(STR(?g)))) AS ?n) {{ {_THREE} }}",
    "new names without end": f"SELECT (COUNT(DISTINCT ?u) AS ?n) {{ {_THREE} BIND(STRUUID() AS ?u) }}",
    "two thousand operators in each row": f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f FILTER({'+'.join(['STRLEN(STR(?f))'] * 1_900)} = 1) }}",
    "a long list in each row": f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(STR(?f)) IN ({', '.join(map(str, range(1_000, 5_000)))})) }}",
    "two hundred and fifty brackets in each row": f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f FILTER({'(' * 250}STRLEN(STR(?f)){')' * 250} < 0) }}",
    "functions to the limit in each row": f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f FILTER({'UCASE(LCASE(' * 120}STR(?f){'))' * 120} = '') }}",
}

SEARCHES: Final = {
    "a search for every row": f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c FILTER({_RELEVANCE}(?a, STR(?c)) > 1000) }}",
    "a search for every pair": f'SELECT (SUM({_RELEVANCE}(?a, CONCAT(STR(?c), " ", STR(?f)))) AS ?n) {{ ?a ?b ?c . ?d ?e ?f }}',
    "a search for one letter": f'SELECT (SUM({_RELEVANCE}(?a, "a")) AS ?n) {{ ?a ?b ?c . ?d ?e ?f }}',
    "a search for very many words": f'SELECT * {{ ?a ?b ?c FILTER({_RELEVANCE}(?a, "{"a b c d e f g h " * 500}") > 0) }}',
    "ten searches in turn": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER("
    + " + ".join(f'{_RELEVANCE}(?a, "{letter}")' for letter in "abcdefghij")
    + " > 1000) }",
}

EXPENSIVE: Final = PATHS | JOINS | TEXTS | SORTING | GRAPHS | NUMBERS | SEARCHES
