const encoder = new TextEncoder();

const TEXTS = [
  `\uFEFF<?xml version="1.0" encoding="UTF-8" ?>\r
<!-- scan is running on IP //-->
<!DOCTYPE SCAN SYSTEM "https://host/scan-1.dtd" [ ]>
<SCAN value='scan/1.2'>
 <HEADER><KEY value="DATE">2011</KEY><!-- in --><KEY value="a&amp;b"/></HEADER>
 <IP value="1.2.3.4" name="a>b">stray
  <OS><![CDATA[Linux <2.6>]]> &lt;é&#x20AC;&gt;</OS>
  <VULNS><CAT value="x"><VULN number="1"><TITLE>a<![CDATA[</VULN>]]>b<?p <x> ?>c</TITLE></VULN></CAT></VULNS>
 </IP>
</SCAN>
<!-- after //-->`,
  '<a/>',
  "<a b='&quot;&#10;\t' c=\"'\"><d>]]&gt; ]] ]</d>\r\n\r\r\n<e.f-g:h/></a>",
  '<r>x<![CDATA[ ]]>  <![CDATA[]]]]><![CDATA[>]]>y<!----><?q?>z</r>',
  '<?xml version="1.0" encoding="ISO-8859-1"?><a>Gr\u00fc\u00dfe</a>',
  '<?xml version="1.0" standalone="yes"?><a><__proto__ constructor="toString"/></a>',
  `<!DOCTYPE a [<!ELEMENT a (b|c+,(d,e)*)?><!ATTLIST a b (x|y) "x" c NOTATION (n) #IMPLIED d CDATA #FIXED "&e;">
<!NOTATION n PUBLIC "p"><!ENTITY e "f&#38;g;"><!ENTITY g "<a/>"><!ENTITY % p "<!ENTITY h 'i'>"> %p; <!-- c --><?p?>
<!ENTITY u SYSTEM "s" NDATA n>]><a>&g;</a>`,
  '<!DOCTYPE a [<!ENTITY e "&f;"><!ENTITY f "<b>"><!ENTITY g "x&h;"><!ENTITY h "&g;">]><a b="&g;">&e;</a>',
  '<a>\n<b><a>1</a>\n<q>2</q><a>3</a>\n<q>4</q><a>5</a>\n<q>&lt;</q></b>\n<b>6</b>\n<b>7</b>\n<b><a>8</a>\n<q/></b></a>\n',
  '<日本語 属性="値">文字\u{1F600}</日本語>',
];

const utf16 = (text: string, swapped: boolean): Uint8Array => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return swapped ? bytes.swap16() : bytes;
};

/** Small documents that hold everything that a reader has to tell apart. */
export const CORPUS: readonly Uint8Array[] = [
  ...TEXTS.map((text) => encoder.encode(text)),
  Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a b="\u00e9">Gr\u00fc\u00dfe</a>', 'latin1'),
  Buffer.from('<?xml version="1.0" encoding="windows-1252"?>\r\n<a>\u0080 \u0093x\u0094</a>', 'latin1'),
  Buffer.from('<?xml version="1.0" encoding="US-ASCII"?><a>x</a>', 'latin1'),
  utf16('<?xml version="1.0" encoding="UTF-16"?>\r\n<a é="1">\u{1F600}€\r\nx</a>', false),
  utf16('<a é="1">\u{1F600}€<![CDATA[x]]></a>', true),
];
