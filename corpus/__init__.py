"""Files in, clean passages out: readers, noise filter, metadata, passage builder."""
