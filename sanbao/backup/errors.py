class BackupError(Exception):
    """Said to the operator as it is: in Chinese and English, without secrets."""
