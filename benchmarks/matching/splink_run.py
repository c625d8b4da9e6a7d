"""Splink with its documented settings, in a Python of its own: rows of JSON in, groups of ids for each threshold out.

The settings are those of its tutorial on deduplication: blocking rules on equal columns, comparisons of its library, u by random
sampling, m by expectation maximisation over two blocking rules, clusters at each of several probabilities. It imports nothing of this project.
"""

# mypy: ignore-errors
from __future__ import annotations

import json
import logging
import sys

THRESHOLDS = (0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999, 0.999999)


def main() -> None:
    """Read rows from standard input, write groups to standard output."""
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    given = json.load(sys.stdin)
    across = len({row["source_dataset"] for row in given}) > 1
    settings = SettingsCreator(
        link_type="link_and_dedupe" if across else "dedupe_only",
        unique_id_column_name="unique_id",
        blocking_rules_to_generate_predictions=[
            block_on("title"), block_on("substr(title, 1, 12)", "year"), block_on("first_author", "year"),
            block_on("first_author", "substr(title, 1, 6)"), block_on("pages", "year"), block_on("doi"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("title", [0.97, 0.92, 0.85]),
            cl.JaroWinklerAtThresholds("authors", [0.95, 0.88, 0.7]),
            cl.JaroWinklerAtThresholds("first_author", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("year"),
            cl.JaroWinklerAtThresholds("venue", [0.95, 0.8]),
            cl.ExactMatch("volume"),
            cl.LevenshteinAtThresholds("pages", [1, 2]),
            cl.ExactMatch("doi"),
        ],
    )  # fmt: skip
    api = DuckDBAPI()
    schema = pa.schema([(name, pa.string()) for name in given[0]])
    tables = {}
    for row in given:
        tables.setdefault(row["source_dataset"], []).append(row)
    frames = [
        api.register(pa.Table.from_pylist(rows, schema), dataset_display_name=name) for name, rows in tables.items()
    ]
    linker = Linker(frames if across else frames[0], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("title")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("title"), block_on("first_author", "year")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=THRESHOLDS[0])
    found = []
    for threshold in THRESHOLDS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
        groups: dict[str, list[str]] = {}
        for row in clusters.as_record_list():
            groups.setdefault(row["cluster_id"], []).append(row["unique_id"])
        found.append(list(groups.values()))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
