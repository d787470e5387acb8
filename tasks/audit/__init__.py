"""The publish gate: Great Expectations over the staged tables. One suite a table, in `expectations/`."""
