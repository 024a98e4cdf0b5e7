"""The order of the stages: a module for each command that has some, and what several of them share."""
