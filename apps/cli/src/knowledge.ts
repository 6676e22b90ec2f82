import { readKnowledge } from '@openguard/client';
import type { Invocation } from './command.js';
import { openDocument } from './document-bytes.js';

/** What the knowledge base that `--kb` names says of checks; nothing without one. Rejects when it is not whole. */
export const knowledgeFor = async ({
  values,
  io,
}: Invocation): Promise<{ readonly glossary?: Awaited<ReturnType<typeof readKnowledge>> }> => {
  const { kb } = values;
  if (typeof kb !== 'string') return {};
  const document = await openDocument(kb, io);
  try {
    return { glossary: await readKnowledge(document.bytes, document.name) };
  } finally {
    document.done();
  }
};
