"""The program for those who start it by its path - hooks, scripts, Git itself - without starting Python anew each time.

What they start asks a process that waits, and was forked from this one, for a fork of itself. The fork is given their
pipes, folder and environment, and its exit code becomes theirs.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import shutil
import signal
import socket
import socketserver
import sys
import tempfile
import warnings
from pathlib import Path

from help.program import become, warm

ASK = """\
#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as asking:
    asking.connect({address!r})
    request = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(asking, [len(request).to_bytes(4, "big")], [0, 1, 2])
    asking.sendall(request)
    code = asking.recv(1)
sys.exit(code[0] if code else "the program died")
"""


@functools.cache
def program() -> Path:
    """An executable file: the program as this process has imported it."""
    warm()
    folder = Path(tempfile.mkdtemp(prefix="lianhu-"))
    atexit.register(shutil.rmtree, folder)
    address = folder / "socket"
    with _Waiting(str(address), _Fork) as waiting, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside a thread of pytest-xdist
        process = os.fork()
        if not process:
            waiting.serve_forever(poll_interval=1)
    atexit.register(os.kill, process, signal.SIGKILL)
    executable = folder / "lianhu"
    executable.write_text(ASK.format(python=sys.executable, address=str(address)))
    executable.chmod(0o755)
    return executable


class _Fork(socketserver.BaseRequestHandler):
    """What one who asks becomes."""

    def handle(self) -> None:
        length, pipes, *_ = socket.recv_fds(self.request, 4, 3)
        with self.request.makefile("rb") as reading:
            arguments, folder, environment = json.loads(reading.read(int.from_bytes(length, "big")))
        for number, pipe in enumerate(pipes):
            os.dup2(pipe, number)
        os.chdir(folder)
        self.request.sendall(bytes([become(arguments, environment)]))
        os._exit(0)


class _Waiting(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    """Forks for whoever asks, until the process that began it is gone."""

    request_queue_size = 64

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self._begun_by = os.getpid()

    def service_actions(self) -> None:
        super().service_actions()
        if os.getppid() != self._begun_by:
            os._exit(0)
