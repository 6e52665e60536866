"""The knowledge graph of principles and decisions, read from Markdown. Knows nothing of HTTP or GraphQL."""

__version__ = "0.1.0"
