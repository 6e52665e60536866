"""Full text over a catalogue: what matches a text, best first, and where it matches."""
