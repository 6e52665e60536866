import asyncio
import threading
from time import sleep

from api.web.threads import in_thread


def test_long_work_leaves_threads_to_others() -> None:
    """However much is asked for, a few run at once, all are done, and each gives what its work gives."""
    running, most, lock = 0, 0, threading.Lock()

    def work(number: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        sleep(0.01)
        with lock:
            running -= 1
        return number

    async def ask() -> list[int]:
        return list(await asyncio.gather(*(in_thread(work, number) for number in range(20))))

    assert asyncio.run(ask()) == list(range(20))
    assert 1 < most <= 4
