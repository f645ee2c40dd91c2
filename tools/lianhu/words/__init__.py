"""Sentences for people and their translation, the town's terms, problems, and reports of problems."""

from lianhu.words.sentences import CHINESE, ENGLISH, LOCALE, Term, Text, Word, language_of, say, spoken

__all__ = [
    "CHINESE",
    "ENGLISH",
    "LOCALE",
    "Term",
    "Text",
    "Word",
    "columns",
    "language_of",
    "packing",
    "problems",
    "reports",
    "say",
    "spoken",
    "terms",
]
