import type { Found } from './found.js';

/** The largest prime below 2^16. */
const MODULUS = 65_521;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const ASCII = 0x80;

/**
 * Takes five fields of every record. A checksum, so that a lost or altered character shows; this one, because
 * Python has it too and it costs next to nothing in either.
 */
export class Extract {
  #records = 0;
  #severities = 0;
  #low = 1;
  #high = 0;

  add(ip: string, id: string, severity: number | undefined, third: string, fourth: string): void {
    this.#records += 1;
    this.#severities += severity ?? 0;
    this.#field(ip, TAB);
    this.#field(id, TAB);
    this.#field(severity === undefined ? '' : String(severity), TAB);
    this.#field(third, TAB);
    this.#field(fourth, LINE_FEED);
    this.#low %= MODULUS;
    this.#high %= MODULUS;
  }

  found(): Found {
    return {
      records: this.#records,
      severities: this.#severities,
      checksum: this.#high * 65_536 + this.#low,
    };
  }

  #field(text: string, end: number): void {
    let low = this.#low;
    let high = this.#high;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code >= ASCII) {
        for (const byte of Buffer.from(text.slice(i))) {
          low += byte;
          high += low;
        }
        break;
      }
      low += code;
      high += low;
    }
    this.#low = low + end;
    this.#high = high + this.#low;
  }
}

/** A severity as text, where there is one. */
export const severityFrom = (text: string | undefined): number | undefined =>
  text === undefined || text === '' ? undefined : Number(text);
