/** The calls of a store that save all of it, and bring it back. */
export interface BackupStore {
  /**
   * Everything in the store as lines of text (without their ends), as it was at one moment, whatever is written
   * meanwhile; read as they are asked for, in constant memory. Any driver restores what any driver has backed up. The
   * lines hold password hashes, and are to be kept as the store itself is.
   */
  readonly backup: () => AsyncIterable<string>;
  /**
   * Brings back what `backup` gave, into a store that is empty: all of it, or nothing when it rejects. Rejects with
   * `OG_BACKUP` when lines are missing, changed or of a newer version, with `OG_STORE_KIND` when they are of the other
   * kind of reports, and with `OG_STORE_FAILED` when the store is not empty.
   */
  readonly restore: (lines: AsyncIterable<string> | Iterable<string>) => Promise<void>;
}
