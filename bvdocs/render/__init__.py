"""Views as documents."""
