"""The public check of a paper: by QR code, by number and check code, by the file itself."""
