"""The texts of the binary sample documents; these companies are invented."""
