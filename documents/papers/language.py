"""The language of a paper, as the engine and as Django name it."""

CHINESE = "zh-hans"
LANGUAGES = {"zh": CHINESE, "en": "en"}
