"""What people of the workshop fill in. Each form hands its values on; what is possible is decided by the services."""
