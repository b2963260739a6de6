"""Public data sets as eval sets."""
