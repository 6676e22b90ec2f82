import { openPostgresQueue } from '@openguard/queue';

// Takes one batch and never gives it back.
const [, , url = ''] = process.argv;
const queue = await openPostgresQueue({ url, unexpected: (error) => console.error(error) });
queue.work({
  width: 1,
  perform: ({ ref, number }) => {
    process.stdout.write(`${ref}#${number}\n`);
    return new Promise(() => undefined);
  },
});
