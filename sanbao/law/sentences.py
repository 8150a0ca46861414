from __future__ import annotations


def with_texts(assessment, facts):
    return assessment
