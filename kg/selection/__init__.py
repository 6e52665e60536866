"""Parts of a catalogue's lists, by filters and in orders that pages can be cut from."""
