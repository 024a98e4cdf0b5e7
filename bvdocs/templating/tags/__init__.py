"""The tags of a template: where each begins and ends, and what is wrong with them, in plain words."""
