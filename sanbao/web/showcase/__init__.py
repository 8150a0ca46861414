"""The component page: each component in all its states. Only in development."""
