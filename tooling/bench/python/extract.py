"""Five fields of every record, summed up as the programs for Node do it (src/decode/extract.ts)."""

import json
import sys
from zlib import adler32

BATCH = 1000


class Extract:
    def __init__(self):
        self._records = 0
        self._severities = 0
        self._checksum = 1
        self._lines = []

    def add(self, ip, identifier, severity, third, fourth):
        self._records += 1
        if severity:
            self._severities += int(severity)
        self._lines.append(f"{ip}\t{identifier}\t{severity}\t{third}\t{fourth}\n")
        if len(self._lines) == BATCH:
            self._flush()

    def _flush(self):
        self._checksum = adler32("".join(self._lines).encode(), self._checksum)
        self._lines.clear()

    def tell(self):
        self._flush()
        json.dump(
            {"records": self._records, "severities": self._severities, "checksum": self._checksum},
            sys.stdout,
        )
