import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  describeXmlFault,
  readXmlTree,
  type Records,
  type Wanted,
  XmlReader,
  type Spine,
  type XmlEvent,
  type XmlFault,
} from './index.js';

const SPINE: Spine = { SCAN: { IP: { VULNS: {} } } };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const eventsOf = (document: string, records: Records) => {
  const reader = new XmlReader(SPINE, { records });
  return [...reader.push(bytesOf(document)), ...reader.finish()];
};

const read = (document: Uint8Array, pieces = document.length || 1, spine = SPINE) => {
  const reader = new XmlReader(spine);
  const told: E.Either<XmlFault, XmlEvent>[] = [];
  for (let i = 0; i < document.length; i += pieces) told.push(...reader.push(document.slice(i, i + pieces)));
  told.push(...reader.finish());
  return told;
};

const faultOf = (document: Uint8Array): XmlFault | undefined => {
  const last = read(document).at(-1);
  return last !== undefined && E.isLeft(last) ? last.left : undefined;
};

const REPORT = `\uFEFF<?xml version="1.0" encoding="UTF-8" ?>\r
<!-- scan is running on IP //-->
<!DOCTYPE SCAN SYSTEM "https://host/scan-1.dtd" [ ]>
<SCAN value='scan/1.2'>
 <HEADER><KEY value="DATE">2011</KEY><!-- in --><KEY value="a&amp;b"/></HEADER>
 <!-- keep-alive -->
 <IP value="1.2.3.4" name="a>b">stray
  <OS><![CDATA[Linux <2.6>]]> &lt;é&#x20AC;&gt;</OS>
  <VULNS><CAT value="x"><VULN number="1"><TITLE>a<![CDATA[</VULN>]]>b<?p <x> ?>c</TITLE></VULN></CAT></VULNS>
 </IP>
</SCAN>
<!-- after //-->`;

describe('XmlReader', () => {
  it('tells the spine apart and delivers the rest whole', () => {
    const events = read(bytesOf(REPORT)).map((event) => (E.isRight(event) ? event.right : event.left));
    expect(events).toMatchObject([
      { kind: 'open', element: { tagName: 'SCAN', attributes: { value: 'scan/1.2' } } },
      {
        kind: 'record',
        element: {
          tagName: 'HEADER',
          children: [
            { tagName: 'KEY', attributes: { value: 'DATE' }, children: ['2011'] },
            { tagName: 'KEY', attributes: { value: 'a&b' }, children: [] },
          ],
        },
      },
      { kind: 'open', element: { tagName: 'IP', attributes: { value: '1.2.3.4', name: 'a>b' } } },
      { kind: 'text', text: 'stray\n  ' },
      { kind: 'record', element: { tagName: 'OS', children: ['Linux <2.6> <é€>'] } },
      { kind: 'open', element: { tagName: 'VULNS' } },
      { kind: 'record', element: { tagName: 'CAT' } },
      { kind: 'close', name: 'VULNS' },
      { kind: 'close', name: 'IP' },
      { kind: 'close', name: 'SCAN' },
      { kind: 'end', offset: bytesOf(REPORT).length },
    ]);
  });

  it('tells the instructions before the root, however they are cut, and none after it', () => {
    const document = bytesOf(
      '<?xml version="1.0"?><?a b?><!--x--><!DOCTYPE R [<?in side?>]><?é?><R><?c?></R><?d?>',
    );
    for (const pieces of [1, 7, document.length]) {
      const last = read(document, pieces).at(-1);
      expect(last).toMatchObject(E.right({ kind: 'end', instructions: ['a b', 'in side', 'é'] }));
    }
    const many = read(bytesOf(`${'<?a?>'.repeat(40)}<R/>`)).at(-1);
    expect(many).toMatchObject(E.right({ instructions: Array.from({ length: 16 }, () => 'a') }));
  });

  it('delivers of a record what is wanted, and checks the rest', () => {
    const document = (rest: string): string =>
      `<SCAN><A x="1" y="2">t<B> <C>c</C></B><D z="3">d</D>u</A><E>e${rest}</E><F/></SCAN>`;
    const B: Wanted = { attributes: [], text: 'not-blank', children: {}, others: true };
    const records: Records = {
      A: { attributes: ['y'], text: 'none', children: { B }, others: false },
      E: 'nothing',
    };
    const told = eventsOf(document(''), records).flatMap((event) =>
      E.isRight(event) && event.right.kind === 'record' ? [event.right.element] : [],
    );
    const C = { tagName: 'C', attributes: {}, children: ['c'] };
    expect(told).toEqual([
      { tagName: 'A', attributes: { y: '2' }, children: [{ tagName: 'B', attributes: {}, children: [C] }] },
      { tagName: 'F', attributes: {}, children: [] },
    ]);
    for (const wrong of ['&', ']]>', '<x>', '<x y=z/>', '\u0001', '<!-- -- -->']) {
      expect(eventsOf(document(wrong), records).at(-1)?._tag, wrong).toBe('Left');
    }
  });

  it.each(['__proto__', 'constructor', 'toString', 'script', '_x', 'é'])(
    'keeps %s as a name like any other',
    (name) => {
      expect(eventsOf(`<SCAN><A ${name}="1"><${name}>${name}</${name}></A></SCAN>`, {})).toContainEqual(
        E.right({
          kind: 'record',
          offset: 6,
          element: {
            tagName: 'A',
            attributes: Object.fromEntries([[name, '1']]),
            children: [{ tagName: name, attributes: {}, children: [name] }],
          },
        }),
      );
    },
  );

  it('reads text around comments and instructions as one', () => {
    const document = bytesOf('<a><b>12<!-->-->34<?p <x> ?>5</b></a>');
    expect(read(document)).toContainEqual(
      E.right({ kind: 'record', offset: 3, element: { tagName: 'b', attributes: {}, children: ['12345'] } }),
    );
  });

  it('keeps nothing of a buffer that its owner uses again', () => {
    const document = bytesOf(REPORT);
    const reader = new XmlReader(SPINE);
    const told: E.Either<XmlFault, XmlEvent>[] = [];
    const buffer = Buffer.alloc(1);
    for (const byte of document) {
      buffer[0] = byte;
      told.push(...reader.push(buffer));
    }
    told.push(...reader.finish());
    expect(told).toEqual(read(document));
  });

  it.each([
    ['', 'Empty', /is empty/],
    [' \n', 'Empty', /is empty/],
    ['ACCESS DENIED', 'NotXml', /not XML.*ACCESS DENIED/],
    ['<!doctype html><p>', 'NotXml', /HTML page/],
    ['<!DOCTYPE html><html><body>Log in</body></html>', 'NotXml', /HTML page/],
    ['<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">', 'NotXml', /HTML page/],
    ['<html><body>', 'NotXml', /HTML page/],
    [
      '<SCAN><IP></SHIP></SCAN>',
      'NotWellFormed',
      /at byte 10 in \/SCAN\/IP: an end tag does not match.*SHIP/,
    ],
    ['<IP>1</SHIP>', 'NotWellFormed', /does not match/],
    ['</x><SCAN/>', 'NotWellFormed', /closes nothing/],
    ['<SCAN></SCAN></SCAN>', 'NotWellFormed', /closes nothing/],
    ['<report><style>x', 'Truncated', /in \/report\/style: an element is not closed/],
    ['<SCAN/><SCAN/>', 'NotWellFormed', /second root/],
    ['<SCAN/>ok', 'NotWellFormed', /follows the root/],
    ['<SCAN><a x="1" x="2"/></SCAN>', 'NotWellFormed', /twice/],
    ['<SCAN><a x="<"/></SCAN>', 'NotWellFormed', /holds "<"/],
    ['<SCAN>a & b</SCAN>', 'NotWellFormed', /"&" begins no reference/],
    ['<SCAN>&eacute;</SCAN>', 'NotWellFormed', /not declared/],
    ['<SCAN>&#0;</SCAN>', 'NotWellFormed', /cannot hold/],
    ['<SCAN>\u0001</SCAN>', 'NotWellFormed', /cannot hold.*U\+0001/],
    ['<SCAN>]]></SCAN>', 'NotWellFormed', /"\]\]>"/],
    ['<SCAN><!-- a -- b --></SCAN>', 'NotWellFormed', /"--"/],
    ['<SCAN a="1"b="2"/>', 'NotWellFormed', /tag is faulty/],
    [' <?xml version="1.0"?><SCAN/>', 'NotWellFormed', /declaration/],
    ['<!DOCTYPE SCAN [<!ENTITY x "y">]><SCAN>&x;</SCAN>', 'Doctype', /refused/],
    ['<SCAN/><!DOCTYPE SCAN>', 'NotWellFormed', /none may be/],
    ['<SCAN><IP value="1.2.3.4">', 'Truncated', /at byte 26 in \/SCAN\/IP: an element is not closed/],
    ['<SCAN><IP><![CDATA[ ab', 'Truncated', /a CDATA section/],
    ['<?xml version="1.0" ?>', 'Truncated', /root element/],
  ])('refuses document %# of the table', (document, tag, words) => {
    const fault = faultOf(bytesOf(document));
    expect(fault?.tag).toBe(tag);
    expect(fault === undefined ? '' : describeXmlFault(fault)).toMatch(words);
  });

  it('names the byte of a fault as it stands in the document, CR/LF and all', () => {
    const before = '<SCAN>\r\n\r\n<IP>\r\n';
    expect(faultOf(bytesOf(`${before}&;</IP></SCAN>`))).toMatchObject({ offset: before.length });
  });

  it('says nothing more after a fault', () => {
    const reader = new XmlReader({});
    expect([...reader.push(bytesOf('</x>'))]).toHaveLength(1);
    expect([...reader.push(bytesOf('<SCAN/>')), ...reader.finish()]).toEqual([]);
  });
});

describe('readXmlTree', () => {
  it('builds a tree of a small document', () => {
    expect(readXmlTree('<a x="1"><b/>t<c>&lt;</c></a>')).toEqual(
      E.right({
        tagName: 'a',
        attributes: { x: '1' },
        children: [
          { tagName: 'b', attributes: {}, children: [] },
          't',
          { tagName: 'c', attributes: {}, children: ['<'] },
        ],
      }),
    );
  });

  it.each([
    ['<report><style>x</style></report>', /"style"/],
    ['<report><x _y="1"/></report>', /"_y"/],
  ])('refuses %s, whose name txml does not keep', (document, words) => {
    const tree = readXmlTree(document);
    expect(E.isLeft(tree) ? describeXmlFault(tree.left) : '').toMatch(words);
  });

  it('builds none of a faulty one', () => {
    expect(E.isLeft(readXmlTree('<a><b></a>'))).toBe(true);
  });
});
