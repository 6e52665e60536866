"""Markdown to documents, one file at a time: what a document says never depends on another."""
