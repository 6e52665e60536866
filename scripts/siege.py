"""A server under load while its catalogue is replaced, and under a hostile client: how others fare meanwhile."""

import argparse
import asyncio
import re
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from subprocess import PIPE, Popen
from time import perf_counter, sleep
from typing import Any

import httpx

from scripts.corpus import write_corpus

FACTS = """{ catalogue { version principles }
  principles(first: 3, orderBy: TITLE) { totalCount nodes { title } }
  principle(slug: "generation") { title } }"""
COUNTS = "catalogue { version principles } principles"
MIXED = (
    FACTS,
    f"{{ {COUNTS}(first: 100) {{ totalCount nodes {{ title rejections {{ reason {{ text }} }} }} }} }}",
    f'{{ {COUNTS} {{ totalCount }} principle(slug: "principle-7") {{ related {{ score }} }} }}',
    f"{{ {COUNTS} {{ totalCount }} sources(first: 50) {{ nodes {{ citedBy {{ totalCount }} }} }} }}",
)
USUAL = (
    "/graphql?query=%7Bcatalogue%7Bversion%7D%7D",
    "/graphql?query=%7Bprinciples(first%3A10)%7Bnodes%7Btitle%20slug%7DtotalCount%7D%7D",
    "/principle/principle-7.ttl",
    "/healthz",
)
COSTLY = """{ principles(first: 500) {
  nodes { title sections { body { html text } } related { principle { title } score } } } }"""


class Server:
    """A server of many documents, in a process of its own."""

    def __init__(self, folder: Path, process: "Popen[str]", address: str) -> None:
        self.folder, self.process, self.address = folder, process, address
        self._generation = 0
        self.host, self.port = re.findall(r"//([\d.]+):(\d+)/", address)[0]

    def memory(self) -> int:
        """Megabytes that the process holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1000

    def generation(self) -> None:
        """Writes a document that no version held before, and lets the server read its folder again."""
        self._generation += 1
        number = self._generation
        text = f"---\npermalink: generation.html\n---\n# Generation {number}\n\n## Justification\n\nIt is {number}.\n"
        extra = self.folder / "even.md"
        if number % 2:
            extra.unlink(missing_ok=True)
        else:
            extra.write_text(f"# Even {number}\n\n## Justification\n\nIt is.\n", encoding="utf-8")
        (self.folder / "generation.md").write_text(text, encoding="utf-8")
        self.process.send_signal(signal.SIGHUP)


@contextmanager
def serving(documents: int) -> Iterator[Server]:
    """A server of so many documents; it ends with the block."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder, documents)
        (folder / "generation.md").write_text(
            "---\npermalink: generation.html\n---\n# Generation 0\n", encoding="utf-8"
        )
        command = [sys.executable, "-c", "from api.cli import run; run()", "serve", name, "--port", "0"]
        log = folder / "log"
        with log.open("w") as stderr, Popen(command, stderr=stderr, text=True) as process:  # noqa: S603
            while not (found := re.search(r"http://\S+/", log.read_text())):
                assert process.poll() is None, log.read_text()
            try:
                yield Server(folder, process, found[0])
            finally:  # or what fails here would wait for it for ever
                process.send_signal(signal.SIGTERM)
        said = log.read_text()
        assert "Traceback" not in said, said


async def load(server: Server, connections: int, replacements: int) -> tuple[int, int]:
    """Asks over all connections while the catalogue is replaced so often.

    Gives how many answers came, each of one version, and how many times a server with too much to do refused one.
    """
    known: dict[str, tuple[Any, ...]] = {}
    answers, refusals, ended = 0, 0, asyncio.Event()

    async def ask(client: httpx.AsyncClient, number: int) -> None:
        nonlocal answers, refusals
        for turn in count(number):
            if ended.is_set():
                return
            answer = await client.post("/graphql", json={"query": MIXED[turn % len(MIXED)]})
            if answer.status_code == 503:
                refusals += 1
                await asyncio.sleep(0.05)
                continue
            body = answer.json()
            assert answer.status_code == 200, answer.text
            assert "errors" not in body, answer.text[:500]
            data = body["data"]
            assert data["catalogue"]["principles"] == data["principles"]["totalCount"]
            if "title" in (data.get("principle") or {}):
                facts = (data["catalogue"]["principles"], data["principle"]["title"])
                assert known.setdefault(data["catalogue"]["version"], facts) == facts
            answers += 1

    async def replace() -> None:
        for number in range(1, replacements + 1):
            before = len(known)
            server.generation()
            for _ in range(200):
                await asyncio.sleep(0.05)
                if len(known) > before:
                    break
            else:
                raise AssertionError(f"The catalogue was not replaced for the {number}th time.")
        ended.set()

    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    async with httpx.AsyncClient(base_url=server.address, limits=limits, timeout=60) as client:
        await asyncio.gather(replace(), *(ask(client, number) for number in range(connections)))
    print(f"{len(known)} versions seen, {len(set(known.values()))} of them with facts of their own")
    return answers, refusals


def usual(server: Server, seconds: float) -> list[float]:
    """How long a client waits who asks for this and that, in ascending order; each of his requests is answered."""
    waits = []
    until = perf_counter() + seconds
    with httpx.Client(base_url=server.address, timeout=60) as client:
        for turn in count():
            began = perf_counter()
            if began > until:
                return sorted(waits)
            answer = client.get(USUAL[turn % len(USUAL)])
            assert answer.status_code == 200, answer.text
            waits.append(perf_counter() - began)
    raise AssertionError


async def _slow(server: Server, kind: str) -> None:
    """One slow connection, and the next one when it is ended."""
    starts = {
        "head": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ",
        "body": b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{",
        "reader": b"GET /graph.nt HTTP/1.1\r\nHost: x\r\n\r\n" * 2,
        "idle": b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        "socket": b"GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        b"Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n",
    }
    while True:
        with suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection(server.host, int(server.port), limit=4096)
            writer.write(starts[kind])
            while not reader.at_eof():
                await asyncio.sleep(1)
                if kind in ("head", "body"):
                    writer.write(b"a")
                    await writer.drain()
                elif kind in ("idle", "socket"):
                    with suppress(TimeoutError):
                        await asyncio.wait_for(reader.read(4096), 0.01)
            writer.close()
        await asyncio.sleep(0.1)


async def _costly(server: Server) -> None:
    """A costly query after the other; who is turned away comes again."""
    async with httpx.AsyncClient(base_url=server.address, timeout=120) as client:
        for turn in count():
            with suppress(httpx.HTTPError):
                # Another text each time, so that no kept answer serves.
                answer = await client.post("/graphql", json={"query": f"query Q{id(client)}{turn} {COSTLY}"})
                assert answer.status_code in (200, 503), answer.text
                await asyncio.sleep(1 if answer.status_code == 503 else 0)


async def _attack(server: Server, kind: str, number: int) -> None:
    one: Callable[[], Awaitable[None]] = (
        (lambda: _costly(server)) if kind == "costly" else (lambda: _slow(server, kind))
    )
    kinds = ["head", "body", "reader", "idle", "socket"]
    many = [_slow(server, kinds[n % 5]) for n in range(number)] if kind == "mixed" else [one() for _ in range(number)]
    await asyncio.gather(*many)


def attacked(server: Server, kind: str, number: int, seconds: float) -> list[float]:
    """The waits of the usual client while another process attacks."""
    command = [sys.executable, "-m", "scripts.siege", "attack", kind, str(number), server.address]
    with Popen(command, stdout=PIPE) as attacker:  # noqa: S603
        try:
            sleep(10)  # until all are there
            waits = usual(server, seconds)
            assert attacker.poll() is None, "The attacker has given up."
            return waits
        finally:
            attacker.kill()


def hostile(connections: int, seconds: float, only: str | None) -> bool:
    """Prints how long others wait under each attack, beside what they wait when all is quiet."""
    with serving(1000) as server:
        usual(server, 2)
        kept = True
        print(f"{'':34}{'requests':>9}{'median':>9}{'p99':>9}{'× quiet':>9}   memory")
        for kind, number in [
            *((kind, connections) for kind in ("head", "body", "reader", "idle", "socket", "mixed")),
            ("costly", 100),
        ]:
            if only not in (None, kind):
                continue
            quiet, under = usual(server, seconds / 2), attacked(server, kind, number, seconds)
            p99, before = (waits[int(len(waits) * 0.99)] for waits in (under, quiet))
            kept = kept and p99 < 10 * before
            print(
                f"{number:5} × {kind:26}{len(under):9}{under[len(under) // 2] * 1e3:7.1f}ms{p99 * 1e3:7.1f}ms"
                f"{p99 / before:9.1f}   {server.memory()} MB",
                flush=True,
            )
        return kept


def main() -> None:
    """Runs what is named."""
    parser = argparse.ArgumentParser(prog="scripts/siege", description=__doc__)
    parts = parser.add_subparsers(dest="part", required=True)
    loading = parts.add_parser("load", help="many connections while the catalogue is replaced")
    loading.add_argument("--replacements", type=int, default=50)
    besieging = parts.add_parser("hostile", help="slow connections and costly queries")
    besieging.add_argument("--seconds", type=float, default=10)
    besieging.add_argument("--only", metavar="KIND", help="head, body, reader, idle, socket, mixed or costly")
    for part in (loading, besieging):
        part.add_argument("--connections", type=int, default=64 if part is loading else 1000)
    attacking = parts.add_parser("attack")
    attacking.add_argument("kind")
    attacking.add_argument("number", type=int)
    attacking.add_argument("address")
    given = parser.parse_args()
    if given.part == "attack":
        asyncio.run(_attack(Server(Path(), None, given.address), given.kind, given.number))  # type: ignore[arg-type]
    elif given.part == "hostile":
        sys.exit(not hostile(given.connections, given.seconds, given.only))
    else:
        with serving(200) as server:
            asyncio.run(load(server, given.connections, 3))
            before = server.memory()
            began = perf_counter()
            answers, refusals = asyncio.run(load(server, given.connections, given.replacements))
            took = perf_counter() - began
            print(f"{answers} answers in {took:.0f} s, none an error, each of one version; {refusals} refused with 503")
            print(f"memory {before} MB before, {server.memory()} MB after {given.replacements} replacements")
            sys.exit(refusals > 0)


if __name__ == "__main__":
    main()
