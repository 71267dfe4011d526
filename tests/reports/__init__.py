"""Promises of the report formats."""
