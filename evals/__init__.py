"""Eval sets, metrics, runner, reports and comparison of runs."""
