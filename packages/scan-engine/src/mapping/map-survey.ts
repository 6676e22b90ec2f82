import type { MapHost } from '@openguard/model';
import {
  contains,
  difference,
  intersection,
  LOOPBACK,
  setOf,
  union,
  type Address,
  type AddressSet,
} from '@openguard/targets';
import type { Dns } from '../names/dns.js';
import { lookUpAll } from '../names/look-up-all.js';
import type { NameLedger } from '../names/name-ledger.js';
import { certifiedNames } from '../scripts/certificate.js';
import { mapHosts, type Sighting } from './map-hosts.js';
import { surveyHosts, type SurveySettings } from './survey-hosts.js';

const certifiedBy = ({ host }: Sighting): readonly string[] =>
  (host?.ports?.ports ?? []).flatMap(({ scripts }) =>
    scripts.filter(({ id }) => id === 'ssl-cert').flatMap(certifiedNames),
  );

/** What a map is made of, while it is made. */
export class MapSurvey {
  readonly #ledger: NameLedger;
  readonly #netblock: AddressSet;
  readonly #permitted: AddressSet;
  readonly #settings: SurveySettings;
  readonly #sightings = new Map<Address, Sighting>();
  #looked: AddressSet = [];

  constructor(
    ledger: NameLedger,
    { netblock, permitted }: { readonly netblock: AddressSet; readonly permitted: AddressSet },
    settings: SurveySettings,
  ) {
    this.#ledger = ledger;
    this.#netblock = netblock;
    this.#permitted = permitted;
    this.#settings = settings;
  }

  /** The addresses that belong on the map, may be asked, and have not been. */
  get unlooked(): AddressSet {
    const wanted = union(setOf(this.#ledger.addresses), this.#netblock);
    return difference(intersection(wanted, this.#permitted), this.#looked);
  }

  /** The addresses that have a name and may not be asked. */
  get leftOut(): AddressSet {
    return difference(setOf(this.#ledger.addresses), this.#permitted);
  }

  /** What the certificates of the hosts name. */
  get certified(): readonly string[] {
    return [...this.#sightings.values()].flatMap(certifiedBy);
  }

  /** Looks at addresses, and tells how far it is, 0 to 1. Rejects as a scan does. */
  async *look(addresses: AddressSet, signal: AbortSignal): AsyncGenerator<number, void, undefined> {
    this.#looked = union(this.#looked, addresses);
    for await (const event of surveyHosts(addresses, this.#settings, signal)) {
      if (typeof event === 'number') yield event;
      else this.#sightings.set(event.address, event);
    }
  }

  /** A host that the domain names and that does not answer is shielded from us, not absent. */
  addShielded(): void {
    for (const address of this.#ledger.addresses) {
      if (!contains(this.#permitted, address) || this.#sightings.has(address)) continue;
      const traced = this.#settings.privileged && !contains(LOOPBACK, address);
      this.#sightings.set(address, { address, ...(traced ? { routes: [] } : {}) });
    }
  }

  /** Looks up the names of hosts that have none yet; one without a name is none the worse. */
  async nameOthers(dns: Dns, stopped: () => boolean): Promise<void> {
    const unnamed = [...this.#sightings.keys()].filter(
      (address) => this.#ledger.nameOf(address) === undefined,
    );
    const names = new Map<Address, string>();
    await lookUpAll(
      unnamed,
      async (address) => {
        const answer = await dns.names(address);
        const [name] = answer._tag === 'Right' ? answer.right : [];
        if (name !== undefined) names.set(address, name);
      },
      stopped,
    );
    for (const [address, name] of names) this.#ledger.add(address, name, 'reverse');
  }

  hosts(): readonly MapHost[] {
    return mapHosts({
      sightings: [...this.#sightings.values()],
      nameOf: (address) => this.#ledger.nameOf(address),
    });
  }
}
