"""What a language needs to be matched: code once, data in a file per language (``id.yaml``, ``en.yaml``)."""

from facts.language.language import Language, Phrases, languages, related

__all__ = ["Language", "Phrases", "languages", "related"]
