"""The RDF view: the project's vocabulary, a catalogue's statements, and the formats they are written in."""
