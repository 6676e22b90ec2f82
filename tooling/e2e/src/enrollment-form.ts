import { enrollment } from '@openguard/protocol';
import { ask, basic, type HttpReply } from './http.js';
import type { Sandbox } from './sandbox.js';
import type { Server } from './server.js';
import { addAccount, storeWithAnn } from './store.js';

/** The back office of every test of enrollment. */
export const OFFICE = { user: 'office', password: 'battery staple' } as const;

/** A form that is filled in rightly; its domain is the default estate's. */
const FORM = {
  prefix: 'Ms',
  firstname: 'Ada <&>',
  lastname: 'Mühle',
  title: 'Miller',
  phone: '+33 1',
  email: 'ada@mill.example',
  company: 'The Mill',
  addr1: '1 Weir Lane',
  city: 'Lille',
  state: 'No State',
  zipcode: '59000',
  country: 'France',
  slevel: 'full',
  domain: 'company.example',
  targetip: '127.0.0.2-127.0.0.3',
  type: 'Customer',
} as const;

/** What is filled in otherwise. */
export type FormChange = Partial<Record<keyof typeof FORM | 'returnpassword', string>>;

/** The form as it is sent. */
export const formOf = (change: FormChange): string => new URLSearchParams({ ...FORM, ...change }).toString();

/** The headers of a posted form of the back office. */
export const FORM_HEADERS = {
  'content-type': 'application/x-www-form-urlencoded',
  authorization: basic(OFFICE),
} as const;

/** The back office sends the form. */
export const enroll = (server: Server, change: FormChange): Promise<HttpReply> =>
  ask(server, enrollment.path, { method: 'POST', headers: FORM_HEADERS, body: formOf(change) });

/** A store with a back office. */
export const storeWithOffice = async (box: Sandbox): Promise<string> => {
  const data = await storeWithAnn(box);
  await addAccount(box, data, { ...OFFICE, role: 'backoffice' });
  return data;
};
