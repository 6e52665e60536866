"""Documents that are hard to write down in any format."""

from pathlib import Path

CONTROLS = "".join(chr(code) for code in (*range(1, 9), 11, 12, *range(14, 32), 127, *range(128, 160)))
# Raptor holds neither U+FFFE nor U+FFFF; the properties try these too.
SIGNS = "\u2028 \u2029 \ufeff \ufffd \ufdd0 \U0001fffe \U0010ffff e\u0301 \u200b \u202e א 日本語 🚦 "
SIGNS += "\\ \\u0041 ]]> &amp; <b> '''"
NAMES = (
    "größe & “x” <y>.md",
    "100% [a] {b} #c?.md",
    "日本/語🚦.md",
    "new\nline\\.md",
    "\ufdd0 \U0001ffff \ue000.md",
    "a'b\"c^d`e|f.md",
    "e\u0301.md",
)
PAGE = '''---
title: "Quotes \\"\\"\\" and {name}"
summary: 'It’s “so”: {signs}'
keywords: "b, a, ]]>, @prefix x: <y> ."
---
Before any heading: {controls}

## Defining it
"""{signs}"""
.
}}
<https://x.example/a> a <b> .
\tA tab, a return \r in a line, two\r\nlines, and quotes at the end: ""
Source: [{signs}](https://example.org/{name}?q=[1]&r="{{}}"#a#b)

## Defining it
Again. [x](https://bücher.example/ü%20ä%zz) [y](HTTPS://user:pass@EXAMPLE.org:443/|^`)

## The Other Alternatives That Were Not Chosen
* Not {signs} - because {controls}
* C++ - """
* .NET

## Further Reading
* [{signs}](https://example.org/{name})
* [{signs}](https://example.org/{name})
* [other](https://example.org/{name})
* [here]({other})
* [there](<{other}> "title")
* [nowhere](no where.md)
'''


def write(folder: Path) -> Path:
    """Writes them into a folder, which it gives back."""
    (folder / "catalogue.toml").write_text(
        'title = "Hard \\u2028 \\"to\\" ]]> write & <read>"\nbase = "https://example.org/größe/"\n'
        'licence = "Mine & \\"yours\\""\n',
        encoding="utf-8",
    )
    for number, name in enumerate(NAMES):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        text = PAGE.format(
            name=name.replace("\n", " ").replace('"', "'").replace("\\", "/"),
            signs=SIGNS.replace("'", "’"),
            controls=CONTROLS,
            other=NAMES[number - 1].replace("\n", "%0A"),
        )
        path.write_bytes(text.encode())
    return folder
