"""How long it takes to judge a graph, by which engine, and whether every planted defect is found and nothing else."""
