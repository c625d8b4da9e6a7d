"""Queries that mean harm, by what they try; each with the status that answers it.

`{canary}` stands for an address that must not be reached.
"""

from __future__ import annotations

from typing import Final

_DOUBLING: Final = " ".join(f"BIND(CONCAT(?x{step}, ?x{step}) AS ?x{step + 1})" for step in range(40))

ENDLESS: Final = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = ?l && ?b = ?nothing) }",
    "cross product of strings": 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONTAINS(CONCAT(STR(?a), STR(?d), STR(?g)), "~")) }',
    "path over everything": "SELECT (COUNT(*) AS ?n) { ?s (!<a:a>)* ?o . ?o (!<a:a>)* ?p . ?p (!<a:a>)* ?q }",
    "group_concat of a cross product": "SELECT (GROUP_CONCAT(STR(?a)) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}
"""Stopped by the deadline or by the memory limit: 503."""

BOMBS: Final = {
    "doubling": f'SELECT ?x40 {{ BIND("0123456789" AS ?x0) {_DOUBLING} }}',
    "sorted cross product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i LIMIT 1",
    "distinct cross product": "SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?d), STR(?g))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "grouped cross product": "SELECT ?a ?d ?g (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?d ?g LIMIT 1",
}
"""Stopped by the memory limit, or before that by the deadline: 503."""

DEEP: Final = {
    f"{name} × {depth}": template.replace("<<", opening * depth).replace(">>", closing * depth)
    for name, template, opening, closing in (
        ("braces", "SELECT * { << >> }", "{", "}"),
        ("parentheses", "SELECT * { FILTER(<< 1 >>) }", "(", ")"),
        ("brackets", "SELECT * { ?s ?p << >> }", "[<a:b> ", "]"),
        ("functions", "SELECT * { FILTER(<< 1 >>) }", "STR(", ")"),
        ("subqueries", "SELECT * { << >> }", "{SELECT * {", "}}"),
        ("open only", "SELECT * { <<", "{", ""),
    )
    for depth in (257, 2_000, 5_000)
}
"""Refused by the scan: 400."""

LONG: Final = {
    "or": "ASK { FILTER(" + "||".join(["1"] * 20_000) + ") }",
    "minus": "ASK { FILTER(" + "-".join(["?x"] * 10_000) + ") }",
    "union": "ASK { " + "UNION".join(["{}"] * 8_000) + " }",
    "optional": "ASK { " + "OPTIONAL{}" * 6_000 + " }",
    "not": "ASK { FILTER(" + "!" * 60_000 + "1) }",
    "projections": "SELECT " + "".join(f"(1 AS ?x{number})" for number in range(4_500)) + "{}",
    "values": "ASK { VALUES ?x { " + "1 " * 30_000 + "} }",
}
"""Refused by the scan: 400."""

HUGE: Final = {
    "a hundred thousand braces": "SELECT * { " + "{" * 100_000 + "}" * 100_000 + " }",
    "a long comment": "ASK {} #" + "x" * 70_000,
    "a long name": f"ASK {{ ?{'x' * 70_000} ?p ?o }}",
}
"""Refused by their size: 413."""

SERVICES: Final = {
    "plain": "SELECT * { SERVICE <{canary}> { ?s ?p ?o } }",
    "lower case": "SELECT * { service <{canary}> { ?s ?p ?o } }",
    "mixed case": "SELECT * { SeRvIcE <{canary}> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <{canary}> { ?s ?p ?o } }",
    "silent without a space": "SELECT * { SERVICESILENT<{canary}>{ ?s ?p ?o } }",
    "variable": "SELECT * { VALUES ?u { <{canary}> } SERVICE ?u { ?s ?p ?o } }",
    "bound variable": "SELECT * { BIND(<{canary}> AS ?u) SERVICE?u{ ?s ?p ?o } }",
    "subquery": "SELECT * { { SELECT * { SERVICE <{canary}> { ?s ?p ?o } } } }",
    "exists": "ASK { FILTER EXISTS { SERVICE <{canary}> { ?s ?p ?o } } }",
    "minus": "ASK { {} MINUS { SERVICE SILENT <{canary}> { ?s ?p ?o } } }",
    "optional": "ASK { OPTIONAL { SERVICE <{canary}> { ?s ?p ?o } } }",
    "construct": "CONSTRUCT { ?s ?p ?o } { SERVICE <{canary}> { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s { SERVICE <{canary}> { ?s ?p ?o } }",
    "after a comment": "SELECT * { # SERVICE is next\nSERVICE <{canary}> { ?s ?p ?o } }",
    "after a comment that ends with a return": "SELECT * { # x\rSERVICE <{canary}> { ?s ?p ?o } }",
    "comment within": "SELECT * { SERVICE#x\n<{canary}>#{\n{ ?s ?p ?o } }",
    "escaped": "SELECT * { \\u0053ERVICE <{canary}> { ?s ?p ?o } }",
    "all escaped": "SELECT * { \\u0053\\u0065\\U00000052VICE <{canary}> { ?s ?p ?o } }",
    "escaped quotation mark": 'SELECT * { FILTER("\\u0022 != "") SERVICE <{canary}> {} FILTER(" = \\u0022") }',
    "glued to a name": "PREFIX ex: <{canary}> SELECT * { SERVICEex:{ ?s ?p ?o } }",
    "glued to an empty prefix": "PREFIX : <{canary}> SELECT * { SERVICE:{ ?s ?p ?o } }",
    "glued to a number": "SELECT * { ?s ?p 1SERVICE <{canary}> { ?s ?p ?o } }",
    "glued to a truth value": "PREFIX : <{canary}> SELECT * { ?s ?p trueSERVICE:{ ?s ?p ?o } }",
    "glued to a string": "SELECT * { ?s ?p 'x'SERVICE <{canary}> { ?s ?p ?o } }",
    "after dots in a name": "PREFIX ex: <{canary}> SELECT * { ?s ?p ex:a.b.SERVICE <{canary}> { ?s ?p ?o } }",
    "a comparison like an IRI": "SELECT * { FILTER(1<2)SERVICE#>\n<{canary}>{ ?s ?p ?o } }",
    "a comparison with a quotation mark": "SELECT * { FILTER('a'<'>') SERVICE <{canary}> { ?s ?p ?o } FILTER('a'<'b') }",
    "a comparison before a comment": "SELECT * { FILTER(1<2#>'''\n) SERVICE <{canary}> { ?s ?p ?o } #'''\n }",
    "long strings": "SELECT * { FILTER('''a\\'''' != '') SERVICE <{canary}> { ?s ?p ?o } FILTER('' = '''''') }",
    "load": "LOAD <{canary}>",
    "load silent": "PREFIX a: <a:b> LOAD SILENT <{canary}> INTO GRAPH <a:g>",
    "insert": "INSERT { ?s ?p ?o } WHERE { SERVICE <{canary}> { ?s ?p ?o } }",
    "drop": "DROP ALL",
    "delete": "# now\nDELETE WHERE { ?s ?p ?o }",
}
"""Forbidden: 403."""

HARMLESS: Final = {
    "in a comment": "# SERVICE <{canary}> { ?s ?p ?o }\nSELECT * {}",
    "in a string": "SELECT ('SERVICE <{canary}> {}' AS ?x) (\"it's\" AS ?y) {}",
    "in a long string": "SELECT ('''it's \"\"\" SERVICE <{canary}> {}''' AS ?x) {}",
    "in an IRI": "ASK { <{canary}SERVICE#service> ?p ?o }",
    "a prefixed name": "PREFIX ex: <{canary}> ASK { ?s ex:service ?service ; a ex:Service }",
    "a prefix": "PREFIX service: <{canary}> ASK { ?s service:x service:LOAD . {} }",
    "a graph": "PREFIX service: <{canary}> ASK { GRAPH service:x { ?s ?p ?o } }",
    "a dataset": "PREFIX service: <{canary}> SELECT * FROM service:x FROM NAMED service:y { ?s ?p ?o }",
    "a variable": "SELECT ?service ?LOAD { ?s ?service ?LOAD } LIMIT 3",
    "a blank node": "ASK { _:service ?p _:LOAD }",
    "a language": "SELECT ('x'@en-service AS ?x) {}",
    "update words": "PREFIX insert: <a:b> SELECT ?DELETE { ?s insert:DROP ?DELETE . ?s ?p 'CLEAR ALL' } LIMIT 3",
    "a comparison": "SELECT * { ?a ?b ?c FILTER(?a<?b && ?c>?a) }",
}
"""These look like harm and are none: 200."""
