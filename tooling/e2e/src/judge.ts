import { DtdValidator, ParseOption, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { ask } from './http.js';
import type { Server } from './server.js';

/** What libxml2 finds wrong with a document, by a DTD; nothing when it is valid. */
export const judge = (text: string, dtd: string): string | undefined => {
  const validator = new DtdValidator(XmlDtd.fromString(dtd));
  const document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
  try {
    validator.validate(document);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'refused';
  } finally {
    document.dispose();
    validator.dispose();
  }
};

const DOCTYPE = /^<\?xml version="1\.0" encoding="UTF-8" \?>\n<!DOCTYPE ([A-Z_-]+) SYSTEM "(\/[^"]+)">\n/;

/** The DTD that a reply names, as its server gives it to anyone. */
export const dtdOf = async (server: Server, text: string): Promise<string> => {
  const path = DOCTYPE.exec(text)?.[2];
  if (path === undefined) throw new Error(`no document type: ${text.slice(0, 200)}`);
  const { status, body } = await ask(server, path);
  if (status !== 200) throw new Error(`${path}: HTTP ${status}`);
  return body;
};

/** What is wrong with a reply, by the DTD that it names. */
export const faultOf = async (server: Server, text: string): Promise<string | undefined> =>
  judge(text, await dtdOf(server, text));
