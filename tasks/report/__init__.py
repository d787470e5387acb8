"""The pages that people read: the quality report of a version, and the explanation of one document."""
