"""The Great Expectations suites, one JSON file a table; each expectation's `meta.reason` says why it is there."""
