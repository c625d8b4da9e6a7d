"""What publishing costs, stage by stage."""
