import { MapReference, ScanReference } from '@openguard/model';

const textFor = (type: 'scan' | 'map', time: number, serial: number): string =>
  `${type}/${Math.floor(time / 1000)}.${String(serial).padStart(5, '0')}`;

const unusable = (text: string): never => {
  throw new RangeError(`${text} is no reference`);
};

/** The reference of a scan that is asked for at a time. */
export const scanReferenceFor = (time: number, serial: number): ScanReference => {
  const text = textFor('scan', time, serial);
  return ScanReference.is(text) ? text : unusable(text);
};

/** The reference of a map that is asked for at a time. */
export const mapReferenceFor = (time: number, serial: number): MapReference => {
  const text = textFor('map', time, serial);
  return MapReference.is(text) ? text : unusable(text);
};
