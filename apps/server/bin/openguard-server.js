#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  await import('../dist/main.js');
} else {
  process.stderr.write(
    'openguard-server: Node 22.19 or newer is needed, this is ' + process.versions.node + '\n',
  );
  process.exitCode = 2;
}
