import { expect, it } from 'vitest';
import { judgeOf } from '../../test/judge.js';
import { ABOUT_DTD, writeAbout } from '../index.js';

it('writes ABOUT with the version of the seeds', () => {
  const document = writeAbout({ web: '0.1.0', scanner: 'nmap 7.93 & more', signatures: '1' });
  expect(judgeOf(ABOUT_DTD)(document)).toBeUndefined();
  expect(document).toBe(`<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE ABOUT SYSTEM "/about.dtd">
<ABOUT>
  <API-VERSION MAJOR="2" MINOR="01" />
  <WEB-VERSION>0.1.0</WEB-VERSION>
  <SCANNER-VERSION><![CDATA[nmap 7.93 & more]]></SCANNER-VERSION>
  <VULNSIGS-VERSION>1</VULNSIGS-VERSION>
</ABOUT>
`);
});
