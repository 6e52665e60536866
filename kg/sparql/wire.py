"""Messages over a socket: a length in eight bytes, then MessagePack."""

import socket
from collections.abc import Callable

import msgspec

READY = b"ready"
FORK, END = b"f", b"e"
"""What a keeper says once, and what it is told, each with four bytes: fork a worker for a socket, end a worker."""


def send(connection: socket.socket, message: msgspec.Struct) -> None:
    """Sends a message whole."""
    data = msgspec.msgpack.encode(message)
    connection.sendall(len(data).to_bytes(8, "big"))
    connection.sendall(data)


def receive(connection: socket.socket, before: Callable[[], None] = lambda: None) -> bytearray | None:
    """The bytes of the next message; None where the other side ended. `before` is called before each wait."""
    head = _exactly(connection, 8, before)
    return None if head is None else _exactly(connection, int.from_bytes(head, "big"), before)


def _exactly(connection: socket.socket, size: int, before: Callable[[], None]) -> bytearray | None:
    data = bytearray(size)
    view, held = memoryview(data), 0
    while held < size:
        before()
        got = connection.recv_into(view[held:])
        if not got:
            return None
        held += got
    return data
