import { DtdValidator, ParseOption, XmlDocument, XmlDtd } from 'libxml2-wasm';

/** libxml2 as the judge of one DTD: what it finds wrong with a document, or nothing. */
export const judgeOf = (dtd: string): ((document: string) => string | undefined) => {
  const validator = new DtdValidator(XmlDtd.fromString(dtd));
  return (text) => {
    const document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
    try {
      validator.validate(document);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : 'refused';
    } finally {
      document.dispose();
    }
  };
};
