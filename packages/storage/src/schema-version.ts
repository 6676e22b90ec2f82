/** Of which version the schema of a store is, 0 when there is none yet, and which this program brings it to. */
export interface SchemaVersion {
  readonly place: string;
  readonly there: number;
  readonly known: number;
}
