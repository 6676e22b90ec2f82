"""pyexpat, as a stream: read_with_pyexpat.py scan|detections FILE

It asks for text only inside of elements whose text is wanted, which is the fastest way to use it.
"""

import sys
from xml.parsers import expat

from extract import Extract


def scan(parser, extract):
    ip, vuln, title = "", None, []

    def start(name, attributes):
        nonlocal ip, vuln
        if name == "VULN":
            vuln = attributes
        elif name == "TITLE":
            if vuln is not None:
                title.clear()
                parser.CharacterDataHandler = title.append
        elif name == "IP":
            ip = attributes["value"]

    def end(name):
        nonlocal vuln
        if name == "TITLE":
            parser.CharacterDataHandler = None
        elif name == "VULN":
            identifier = vuln.get("value") or vuln.get("number", "")
            extract.add(ip, identifier, vuln.get("severity", ""), vuln.get("cveid", ""), "".join(title))
            vuln = None

    parser.StartElementHandler = start
    parser.EndElementHandler = end


def detections(parser, extract):
    wanted = {"IP", "QID", "SEVERITY", "TYPE", "STATUS"}
    fields, text = {}, []

    def start(name, _attributes):
        if name in wanted:
            text.clear()
            parser.CharacterDataHandler = text.append

    def end(name):
        if name in wanted:
            parser.CharacterDataHandler = None
            fields[name] = "".join(text)
        elif name == "DETECTION":
            get = fields.get
            extract.add(fields["IP"], get("QID", ""), get("SEVERITY", ""), get("TYPE", ""), get("STATUS", ""))
            ip = fields["IP"]
            fields.clear()
            fields["IP"] = ip

    parser.StartElementHandler = start
    parser.EndElementHandler = end


def main(kind, path):
    parser = expat.ParserCreate()
    parser.buffer_text = True
    extract = Extract()
    {"scan": scan, "detections": detections}[kind](parser, extract)
    with open(path, "rb") as file:
        parser.ParseFile(file)
    extract.tell()


main(*sys.argv[1:])
