"""Documents that are made up, as many as a bench needs."""

import random
from pathlib import Path

WORDS = """
    team product project service owner data contract change cost risk release deploy measure build buy learn write
    decide reverse couple bound context event queue store read share keep break mend test small large early late
""".split()  # noqa: SIM905 - read as prose


def sentence(chance: random.Random, length: int = 14) -> str:
    """Some words with a full stop."""
    return " ".join(chance.choices(WORDS, k=length)).capitalize() + "."


def paragraph(chance: random.Random) -> str:
    """Five sentences."""
    return " ".join(sentence(chance) for _ in range(5))


def write_corpus(folder: Path, count: int) -> int:
    """Writes principle pages of about 2.5 KB with shared pools of alternatives and sources; gives the bytes."""
    chance = random.Random(7)  # noqa: S311 - no secret: the same corpus each time
    options = [f"{a.capitalize()} {b} {c}" for a, b, c in (chance.choices(WORDS, k=3) for _ in range(count // 4 + 8))]
    sources = [f"https://example.org/{'/'.join(chance.choices(WORDS, k=3))}/{n}" for n in range(count // 3 + 8)]
    size = 0
    for number in range(count):
        picked = chance.sample(sources, 4)
        text = "\n".join(
            (
                "---",
                f"title: Principle {number} of {' '.join(chance.choices(WORDS, k=3))}",
                f"keywords: {', '.join(chance.sample(WORDS, 3))}",
                f"permalink: principle-{number}.html",
                f"summary: {sentence(chance)}",
                "---",
                f"\n## Defining Principle {number}\n{paragraph(chance)}\n\n{paragraph(chance)}",
                f"See [another](principle-{chance.randrange(count)}.html).\n\nSource: [One]({picked[0]})",
                f"\n## Justification Of The Choices Made\n{paragraph(chance)}\n\n> {paragraph(chance)}\n",
                f"Source: [Two]({picked[1]})\n\n## The Other Alternatives That Were Not Chosen",
                *(f"* {option} - {sentence(chance, 8)}" for option in chance.sample(options, 3)),
                f"\n## Further Reading\n* [Three]({picked[2]})\n* [Four]({picked[3]})\n",
            )
        )
        (folder / f"principle-{number}.md").write_text(text, encoding="utf-8")
        size += len(text)
    return size
