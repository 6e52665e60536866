"""The way back: files of RDF to documents. Loaded only where a folder holds such files, and Oxigraph with it."""

SUFFIXES = (".ttl", ".trig", ".jsonld", ".nt", ".nq", ".rdf")
"""What the names of files of RDF end with: Turtle, TriG, JSON-LD, N-Triples, N-Quads, RDF/XML."""

LARGEST = 500_000_000
"""Bytes of a file of RDF that is read; a larger one is passed over, with a finding."""
