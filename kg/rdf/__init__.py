"""The RDF view: the project's vocabulary, the statements of a catalogue, and the formats they are written in."""
