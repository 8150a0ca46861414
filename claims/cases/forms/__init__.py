"""Forms about claims."""

"""What people fill in about claims. Each form hands its values on; what is possible is decided by the services."""
