"""Performance and quality figures, always against a named peer in the same run."""
