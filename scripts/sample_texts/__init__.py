"""The text of the binary sample documents; all companies but those of the first deal are invented."""
