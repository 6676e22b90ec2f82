import { beforeEach } from 'vitest';
import { createLocalQueue } from '../src/index.js';
import { queueContract } from './contract.js';

const surprises: unknown[] = [];

beforeEach(() => {
  surprises.length = 0;
});

queueContract(
  () => Promise.resolve(createLocalQueue({ unexpected: (error) => surprises.push(error) })),
  surprises,
);
