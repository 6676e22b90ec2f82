import { scoreItems } from '@openguard/analytics';
import { attribute, element, NumberFromText } from '@openguard/codec';
import { enrollmentForm } from '@openguard/enrollment';
import { Severity, type DocumentItem } from '@openguard/model';
import { readDocument } from '@openguard/reports';
import { writeElement } from '@openguard/xml';

/** Not every browser can walk a stream with `for await`. */
async function* bytesOf(response: Response): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read())
    yield read.value;
}

const items: DocumentItem[] = [];
for await (const item of readDocument(bytesOf(await fetch('report.xml')))) {
  if (item._tag === 'Left') throw new Error(item.left.tag);
  items.push(item.right);
}

const Service = element('SERVICE', { port: attribute('port', NumberFromText) });
const checked = enrollmentForm({ serviceLevels: ['full'] }).validate(
  new URLSearchParams('country=Antarctica'),
);

const result = {
  items,
  score: scoreItems(items),
  written: writeElement(Service.encode({ port: 22 })),
  violations: checked._tag === 'Left' ? checked.left.length : 0,
  severe: Severity.is(5),
  node: ['Buffer', 'process', 'require'].filter((name) => name in globalThis),
};
await fetch('result', { method: 'POST', body: JSON.stringify(result) });
