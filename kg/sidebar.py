"""The themes of a Jekyll site: the folders of `_data/sidebars/*.yml`."""

from collections.abc import Iterator
from typing import Any

import yaml_rs

from kg.configuration import ThemeSettings
from kg.identity import document_slug


def themes(text: str) -> tuple[ThemeSettings, ...]:
    """The folders of a sidebar with the slugs of their pages; none where the text is no sidebar."""
    try:
        values = yaml_rs.loads(text, parse_datetime=False)
    except ValueError:
        return ()
    found = []
    for entry in _rows(values, "entries"):
        for folder in _rows(entry, "folders"):
            label = folder.get("title")
            urls = [item.get("url") for item in _rows(folder, "folderitems")]
            slugs = tuple(document_slug(url, url) for url in urls if isinstance(url, str) and url.strip("/"))
            if isinstance(label, str) and label.strip() and slugs:
                found.append(ThemeSettings(label.strip(), slugs))
    return tuple(found)


def _rows(value: Any, key: str) -> Iterator[dict[str, Any]]:
    rows = value.get(key) if isinstance(value, dict) else None
    yield from (row for row in rows or () if isinstance(row, dict)) if isinstance(rows, list) else ()
