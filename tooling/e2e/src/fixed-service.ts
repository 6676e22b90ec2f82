import { documentBytes, type DocumentName } from '@openguard/fixtures';
import { httpService, type FakeService } from './fake-service.js';
import type { Sandbox } from './sandbox.js';

/** What a service answers: a document of the fixtures, or a text. */
export type FixedAnswer = { readonly document: DocumentName } | { readonly text: string };

/** A service that answers each function always alike, and remembers what it was asked. */
export interface FixedService extends FakeService {
  /** Method, path, and the parameters of the query or form, in order. */
  readonly asked: () => readonly (readonly [string, string, string])[];
}

/** Starts one; what stands in no answer is not found. */
export const fixedService = async (
  box: Sandbox,
  answers: Readonly<Record<string, FixedAnswer>>,
): Promise<FixedService> => {
  const asked: [string, string, string][] = [];
  const service = await httpService(box, (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://x');
    const form: Buffer[] = [];
    request.on('data', (chunk: Buffer) => form.push(chunk));
    request.once('end', () => {
      const pairs = request.method === 'POST' ? Buffer.concat(form).toString('utf8') : search.slice(1);
      asked.push([request.method ?? '', pathname, pairs]);
      const answer = answers[pathname];
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'text/xml' });
      if (answer === undefined) response.end();
      else response.end('document' in answer ? documentBytes(answer.document) : answer.text);
    });
  });
  return { ...service, asked: () => asked };
};
