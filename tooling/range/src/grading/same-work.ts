const ADDRESS = /^\d+(?:\.\d+){3}$/;

/**
 * What one nmap has to do to do the work of many: their command lines, those that differ in nothing but their targets
 * as one line with the targets of all. Lines without a target, such as that of `--version`, are no work.
 */
export const sameWork = (runs: readonly (readonly string[])[]): readonly (readonly string[])[] => {
  const lines = new Map<string, { readonly args: readonly string[]; readonly targets: Set<string> }>();
  for (const run of runs) {
    const args = run.filter((argument) => !ADDRESS.test(argument));
    const targets = run.filter((argument) => ADDRESS.test(argument));
    if (targets.length === 0) continue;
    const key = JSON.stringify(args);
    const line = lines.get(key) ?? { args, targets: new Set() };
    for (const target of targets) line.targets.add(target);
    lines.set(key, line);
  }
  return [...lines.values()].map(({ args, targets }) => [...args, ...targets]);
};

/** The line of those that looks at TCP ports, which takes the longest. */
export const longestOf = (lines: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  lines.filter((line) => line.includes('-sS') && line.includes('-sV'));
