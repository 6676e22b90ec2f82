import { describeTargetFault, isSubset, LOOPBACK, parseTargetList } from '@openguard/targets';

/**
 * Reads a target list by the grammar of the API and prints one JSON value: what it is, or what is wrong with it.
 * A program of its own, since it runs on the workspace's Node, after the build.
 */
const parsed = parseTargetList(process.argv[2] ?? '');
console.log(
  JSON.stringify(
    parsed._tag === 'Right'
      ? { loopback: isSubset(parsed.right.addresses, LOOPBACK) }
      : { fault: describeTargetFault(parsed.left) },
  ),
);
