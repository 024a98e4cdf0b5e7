"""What differs between two assessments, as facts."""
