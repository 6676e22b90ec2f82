export {
  cutAfter,
  fakeTransport,
  type FakeAnswer,
  type FakeReply,
  type FakeTransport,
} from './fake-transport.js';
