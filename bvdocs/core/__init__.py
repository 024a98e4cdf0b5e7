"""What everybody may know: model, schema, findings, errors, words. No library, no disk."""
