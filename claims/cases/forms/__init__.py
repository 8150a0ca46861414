"""Forms about claims."""
