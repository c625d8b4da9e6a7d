"""Organisations as trees, worked out once when a site is published: what lies below each, and who is where in it.

A person of a unit is one of the organisations above it, too, where the list says which unit and which role. SQLite does
the work on disk; nothing is held in memory, and nothing is worked out when a page is asked for.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from scholargraph.model import Catalogue, Organization, Person, Record, RoleKind, RoleStatus
from scholargraph.pages import words
from scholargraph.pages.relations import Relation, relation_of_role

TREE: Final = "tree"
"""The order of a list in which what belongs to a thing stands below it."""
DEEPEST: Final = 20
"""So many steps down are followed."""

SCRATCH: Final = """
CREATE TEMP TABLE parent (key TEXT PRIMARY KEY, parent TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX temp.children ON parent (parent);
CREATE TEMP TABLE role (owner TEXT NOT NULL, relation TEXT NOT NULL, key TEXT NOT NULL, title TEXT NOT NULL,
                        unit TEXT NOT NULL, span TEXT NOT NULL);
CREATE INDEX temp.holders ON role (owner);
"""
SCHEMA: Final = """
CREATE TABLE tie (owner TEXT, relation TEXT, key TEXT, note TEXT NOT NULL,
                  PRIMARY KEY (owner, relation, key)) WITHOUT ROWID;
"""
# A path is the ranks of the steps, each of ten characters: no step can be taken twice, so that a circle ends.
_WALK: Final = """
CREATE TEMP TABLE below (owner TEXT NOT NULL, key TEXT NOT NULL, depth INTEGER NOT NULL, path TEXT NOT NULL);
WITH RECURSIVE walk (owner, key, depth, path) AS (
  SELECT parent.parent, parent.key, 0, printf('/%09d', ranked.rank)
  FROM parent JOIN ranked USING (key) WHERE parent.parent <> parent.key AND parent.parent IN (SELECT key FROM card)
  UNION ALL
  SELECT walk.owner, parent.key, walk.depth + 1, walk.path || printf('/%09d', ranked.rank)
  FROM walk JOIN parent ON parent.parent = walk.key JOIN ranked ON ranked.key = parent.key
  WHERE walk.depth < {deepest} AND parent.key <> walk.owner AND instr(walk.path, printf('/%09d', ranked.rank)) = 0
)
INSERT INTO below SELECT * FROM walk;
CREATE INDEX temp.above ON below (key);
CREATE INDEX temp.of_owner ON below (owner);
"""
_UNITS: Final = "INSERT INTO member SELECT DISTINCT owner, ?, key FROM below"
# Whoever is there now is not formerly there, though they have left one of its units.
_INHERITED: Final = """
INSERT INTO member
SELECT DISTINCT below.owner, role.relation, role.key FROM role JOIN below ON below.key = role.owner
WHERE role.relation = ? AND NOT EXISTS (
  SELECT 1 FROM role_of WHERE role_of.owner = below.owner AND role_of.key = role.key AND role_of.rank <= ?)
"""
_ROLE_OF: Final = """
CREATE TEMP TABLE role_of (owner TEXT, key TEXT, rank INTEGER, PRIMARY KEY (owner, key, rank)) WITHOUT ROWID;
INSERT OR IGNORE INTO role_of SELECT owner, key, CASE relation {ranks} END FROM role WHERE relation IN ({names});
"""
_NOW_OF: Final = """
INSERT OR IGNORE INTO role_of SELECT owner, key, ? FROM member WHERE relation = ? AND key >= 'person/' AND key < 'person0'
"""
_TIES: Final = """
INSERT INTO tie
SELECT member.owner, member.relation, member.key,
       group_concat(CASE WHEN told.unit = '' THEN told.words ELSE told.words || ', ' || told.unit END || told.span, '; ')
FROM member JOIN (
  SELECT owner, relation, key, title AS words, '' AS unit, span FROM role
  UNION
  SELECT below.owner, role.relation, role.key, role.title, role.unit, role.span FROM role JOIN below ON below.key = role.owner
) AS told USING (owner, relation, key)
GROUP BY member.owner, member.relation, member.key
"""
_PLACES: Final = """
INSERT INTO place (owner, relation, sort, position, key, depth)
SELECT owner, ?, ?, row_number() OVER (PARTITION BY owner ORDER BY path) - 1, key, depth FROM below
"""
_ROOTS: Final = """
WITH root AS (
  SELECT member.key, ranked.rank FROM member JOIN ranked USING (key)
  WHERE member.owner = 'organization' AND member.relation = :members AND (
    member.key NOT IN (SELECT key FROM below)
    OR member.key NOT IN (SELECT key FROM below WHERE owner NOT IN (SELECT key FROM below)))
), node AS (
  SELECT key, 0 AS depth, printf('/%09d', rank) AS path FROM root
  UNION ALL
  SELECT below.key, below.depth + 1, printf('/%09d', root.rank) || below.path
  FROM below JOIN root ON root.key = below.owner WHERE below.key NOT IN (SELECT key FROM root)
)
INSERT INTO place (owner, relation, sort, position, key, depth)
SELECT 'organization', :members, :tree, row_number() OVER (ORDER BY path) - 1, key, depth
FROM (SELECT key, depth, min(path) AS path FROM node GROUP BY key) WHERE EXISTS (SELECT 1 FROM below)
"""
_INHERITING: Final = (Relation.PEOPLE, Relation.OTHERS, Relation.FORMER)
"""The lists of people of a unit that the organisations above have, too, the most telling first."""


def note(base: sqlite3.Connection, record: Record, catalogue: Catalogue) -> None:
    """Note what a record says of the trees: an organisation its parent, a person the roles."""
    if isinstance(record, Organization) and record.parent is not None:
        base.execute("INSERT INTO parent VALUES (?, ?)", (record.key, record.parent))
    elif isinstance(record, Person):
        for role in record.roles:
            unit = catalogue.label(role.organization) or ""
            title = role.title.value if role.title is not None else _KINDS[role.kind]
            start, end = (None if date is None else str(date) for date in (role.start, role.end))
            span = words.span(start, end, former=role.status is RoleStatus.FORMER)
            relation = relation_of_role(role).value
            values = (role.organization, relation, record.key, title, unit, f", {span}" if span else "")
            base.execute("INSERT INTO role VALUES (?, ?, ?, ?, ?, ?)", values)


def members(base: sqlite3.Connection) -> None:
    """Make what lies below each organisation a list of it, and the people of its units its people."""
    base.executescript(_WALK.format(deepest=DEEPEST))
    base.execute(_UNITS, (Relation.UNITS.value,))
    ranks = " ".join(f"WHEN '{relation.value}' THEN {rank}" for rank, relation in enumerate(_INHERITING))
    names = ", ".join(f"'{relation.value}'" for relation in _INHERITING)
    base.executescript(_ROLE_OF.format(ranks=ranks, names=names))
    for rank, relation in enumerate(_INHERITING):
        base.execute(_INHERITED, (relation.value, rank))
        base.execute(_NOW_OF, (rank, relation.value))


def places(base: sqlite3.Connection) -> None:
    """Write the lists in the order of the tree, and what each person is to each organisation."""
    base.execute(_PLACES, (Relation.UNITS.value, TREE))
    base.execute(_ROOTS, {"members": Relation.MEMBERS.value, "tree": TREE})
    base.execute(_TIES)


_KINDS: Final = {
    RoleKind.EMPLOYMENT: "Employed",
    RoleKind.MEMBERSHIP: "Member",
    RoleKind.EDUCATION: "Studied",
    RoleKind.INVITED: "Invited",
}
"""What a role without a title is called."""
