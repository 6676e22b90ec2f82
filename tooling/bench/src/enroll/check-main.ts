import { enrollmentForm, type Pairs } from '@openguard/enrollment';

const DIFFERENT = 1000;

/** A form with every field, filled in rightly. */
const valid = (serial: number): Pairs =>
  Object.entries({
    prefix: 'Mrs',
    firstname: 'Zoë',
    lastname: `Example-${serial}`,
    title: 'Head of Networks',
    phone: '+33 1 99 00 00 00',
    email: `zoe.${serial}@mail.example.org`,
    company: 'Example & Daughters',
    addr1: `${serial} rue de la Paix`,
    city: 'Paris',
    state: 'No State',
    zipcode: String(70_000 + serial),
    country: 'France',
    slevel: 'full',
    domain: `example-${serial}.org`,
    targetip: `192.0.2.4-192.0.2.${9 + (serial % 200)},192.0.2.250,198.51.100.0/24`,
    type: 'Customer',
    addr2: 'bâtiment C',
    fax: '+33 1 99 00 00 01',
    returnpassword: 'yes',
  });

/** A form that is wrong in all the 18 fields that a refusal of the API can name. */
const wrong = (serial: number): Pairs =>
  [...valid(serial)].map(([name, value]) => [
    name,
    name === 'returnpassword' ? value : `${String(value)}\n${'x'.repeat(100)}`,
  ]);

const [kind, count] = process.argv.slice(2);
const form = enrollmentForm({ serviceLevels: ['full', 'light'] });
const forms = Array.from({ length: DIFFERENT }, (_, serial) =>
  kind === 'wrong' ? wrong(serial) : valid(serial),
);
let violations = 0;
for (let done = 0; done < Number(count); done += 1) {
  const checked = form.validate(forms[done % DIFFERENT] ?? []);
  if (checked._tag === 'Left') violations += checked.left.length;
}
process.stdout.write(String(violations));
