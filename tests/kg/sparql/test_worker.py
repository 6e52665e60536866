import socket
import subprocess
import sys

import pytest

SHUT_IN = """
import os, socket, sys
import pyoxigraph
from kg.sparql.worker import _confine, _only
store = pyoxigraph.Store()
ours, other = socket.socketpair()
output = os.dup(1)
if os.fork() == 0:
    connection = _only(other)
    _confine(500_000_000)
    said = []
    for query in sys.argv[1:]:
        try:
            said.append(f"{len(list(store.query(query)))} rows")
        except OSError as error:
            said.append("refused")
    for attempt in (lambda: socket.socket(), lambda: open("/etc/passwd"), lambda: store.update(
        "LOAD <file:///etc/passwd>")):
        try:
            attempt()
            said.append("opened")
        except OSError:
            said.append("refused")
    connection.sendall("\\n".join(said).encode())
    os._exit(0)
other.close()
print(ours.makefile().read())
os.wait()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no workers")
def test_worker_reaches_nothing() -> None:
    """Even a query that calls another server, let pass, reaches nothing from a worker; nor does anything else."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.2)
        address = f"http://127.0.0.1:{other.getsockname()[1]}/"
        queries = [f"SELECT * {{ SERVICE {silent} <{address}> {{ ?a ?b ?c }} }}" for silent in ("", "SILENT")]
        ended = subprocess.run(
            [sys.executable, "-c", SHUT_IN, *queries], capture_output=True, text=True, check=True, timeout=20
        )
        with pytest.raises(TimeoutError):
            other.accept()
    assert ended.stdout.split("\n")[:5] == ["refused", "1 rows", "refused", "refused", "refused"]
