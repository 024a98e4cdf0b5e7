"""One module for each command: the order of the stages, and nothing else."""
