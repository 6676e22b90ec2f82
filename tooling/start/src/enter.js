const OLDEST = 18;

/**
 * Runs an entry's main module. The module is loaded only after the version check, since an old Node could
 * not even parse it; for the same reason this file and the entries keep to syntax that Node 12 reads.
 *
 * @param {() => Promise<{ main: () => Promise<void> }>} load
 */
export const enter = (load) => {
  if (Number(process.versions.node.split('.')[0]) < OLDEST) {
    console.error(
      'openguard: this is Node ' +
        process.versions.node +
        '; install Node ' +
        OLDEST +
        ' or newer and run it again',
    );
    process.exitCode = 1;
    return;
  }
  load().then((module) => module.main());
};
