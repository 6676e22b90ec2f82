"""lxml's iterparse, host by host, each cleared when it is read: read_with_lxml.py scan|detections FILE

Blanks between elements are left out, and children are looked for by lxml itself: the fastest of several ways.
"""

import sys

from lxml import etree

from extract import Extract


WANTED = ("QID", "SEVERITY", "TYPE", "STATUS")


def hosts(path, tag):
    options = {"huge_tree": True, "remove_blank_text": True, "collect_ids": False}
    for _, host in etree.iterparse(path, events=("end",), tag=tag, **options):
        yield host
        host.clear()
        while host.getprevious() is not None:
            del host.getparent()[0]


def scan(path, extract):
    for host in hosts(path, "IP"):
        ip = host.get("value")
        for vuln in host.iterfind("VULNS/CAT/VULN"):
            get = vuln.get
            identifier = get("value") or get("number", "")
            extract.add(ip, identifier, get("severity", ""), get("cveid", ""), vuln.findtext("TITLE", ""))


def detections(path, extract):
    for host in hosts(path, "HOST"):
        ip = host.findtext("IP", "")
        for detection in host.iterfind("DETECTION_LIST/DETECTION"):
            get = {child.tag: child.text for child in detection.iterchildren(*WANTED)}.get
            extract.add(ip, get("QID", ""), get("SEVERITY", ""), get("TYPE", ""), get("STATUS", ""))


def main(kind, path):
    extract = Extract()
    {"scan": scan, "detections": detections}[kind](path, extract)
    extract.tell()


main(*sys.argv[1:])
