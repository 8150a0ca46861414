"""Many papers and files of evidence as one PDF: cover with index, bookmarks, one count of pages."""
