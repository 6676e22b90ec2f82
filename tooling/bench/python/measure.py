"""Runs a program and says on descriptor 3, as JSON, what it took: measure.py PROGRAM [ARGUMENT...]

Time from its start to its end; processor time and peak memory as the kernel accounts them to it when it has
ended. The kernel's figure for memory cannot fall below what this program itself has when it starts another.
"""

import json
import os
import signal
import subprocess
import sys
import time

CHANNEL = 3

started = time.perf_counter()
child = subprocess.Popen(sys.argv[1:])
signal.signal(signal.SIGTERM, lambda *_: child.kill())
_, status, usage = os.wait4(child.pid, 0)
wall = time.perf_counter() - started

if status != 0:
    sys.exit(f"{sys.argv[1]} ended with status {status}")
# Linux counts in kilobytes, macOS in bytes.
unit = 1 if sys.platform == "darwin" else 1024
told = {
    "wallMs": wall * 1000,
    "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000,
    "peakRssMb": usage.ru_maxrss * unit / 1e6,
}
os.write(CHANNEL, json.dumps(told).encode())
