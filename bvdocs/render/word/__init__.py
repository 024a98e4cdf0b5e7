"""Views and pictures as Word documents."""
