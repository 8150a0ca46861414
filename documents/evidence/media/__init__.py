"""Reading what strangers sent: types, wholeness, copies without hidden data. Knows no Django and no database.

All of it runs in a process of its own (`python -m documents.evidence.media`, started by `documents.evidence.sandbox`)
with limits on memory, time and file size: a decoder that is led astray takes neither the site nor the worker along.
"""
