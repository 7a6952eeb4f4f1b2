import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connect } from 'node:tls';
import { freePort } from '@ena/testkit/ports.ts';
import fc from 'fast-check';
import {
  copy,
  type ManInTheMiddle,
  startManInTheMiddle,
  tlsIdentity,
  type WireRequest,
} from './man-in-the-middle.ts';
import { startTwoOrganisations, type TwoOrganisations } from './two-organisations.ts';

/** One way of changing a signed message; `undefined` where the change would leave it as it was. */
type Mutation = (message: WireRequest) => WireRequest | undefined;

/** Headers that the signature speaks for. What else travels with a message is between the systems. */
const covered = (message: WireRequest) =>
  Object.keys(message.headers).filter((name) => /^(?:ena-|content-(?:type|digest)|signature)/.test(name));

const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ pick: fc.nat(), at: fc.nat(), by: fc.integer({ min: 0x21, max: 0x7e }) }).map(
    ({ pick, at, by }): Mutation =>
      (message) => {
        const name = covered(message)[pick % covered(message).length] ?? '';
        const value = message.headers[name] ?? '';
        const place = at % value.length;
        const changed = value.slice(0, place) + String.fromCharCode(by) + value.slice(place + 1);
        return changed === value
          ? undefined
          : { ...message, headers: { ...message.headers, [name]: changed } };
      },
  ),
  fc.nat().map(
    (pick): Mutation =>
      (message) => {
        const { [covered(message)[pick % covered(message).length] ?? '']: _gone, ...headers } =
          message.headers;
        return { ...message, headers };
      },
  ),
  fc.record({ pick: fc.nat(), from: fc.nat(), count: fc.integer({ min: 1, max: 40 }) }).map(
    ({ pick, from, count }): Mutation =>
      (message) => {
        const name = covered(message)[pick % covered(message).length] ?? '';
        const value = message.headers[name] ?? '';
        const start = from % value.length;
        return {
          ...message,
          headers: { ...message.headers, [name]: value.slice(0, start) + value.slice(start + count) },
        };
      },
  ),
  fc.record({ at: fc.nat(), bit: fc.integer({ min: 0, max: 7 }) }).map(
    ({ at, bit }): Mutation =>
      (message) => {
        const body = Buffer.from(message.body);
        body[at % body.length] = (body[at % body.length] ?? 0) ^ (1 << bit);
        return { ...message, body };
      },
  ),
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map(
    (more): Mutation =>
      (message) => ({ ...message, body: Buffer.concat([message.body, more]) }),
  ),
  fc.constantFrom('GET', 'PUT', 'DELETE', 'PATCH').map(
    (method): Mutation =>
      (message) => ({ ...message, method }),
  ),
  fc.constantFrom('?', '/', '/../eko', '%2e', ';x', '?a=1', '//', '#').map(
    (tail): Mutation =>
      (message) => ({ ...message, url: message.url + tail }),
  ),
  fc.constantFrom('ena-mandate', 'ena-nytt', 'ena-system').map(
    (name): Mutation =>
      (message) => ({ ...message, headers: { ...message.headers, [name]: 'x' } }),
  ),
  fc
    .constantFrom(
      '"@method" ',
      '"@target-uri" ',
      '"content-digest" ',
      '"ena-subject"',
      ';tag="ena-exchange"',
      ';keyid=',
    )
    .map(
      (part): Mutation =>
        (message) => ({
          ...message,
          headers: {
            ...message.headers,
            'signature-input': (message.headers['signature-input'] ?? '').replace(part, ''),
          },
        }),
    ),
);

describe('a connector’s port for others', () => {
  let two: TwoOrganisations;
  let middle: ManInTheMiddle;
  before(async () => {
    const port = await freePort();
    two = await startTwoOrganisations({ provider: { exchangeEndpoint: `https://127.0.0.1:${port}` } });
    middle = await startManInTheMiddle(port, two.provider, () => two.consumer);
  });
  after(async () => {
    middle.close();
    await two.close();
  });

  /** A message that was signed a moment ago and never delivered. */
  const fresh = async (): Promise<WireRequest> => {
    middle.changeRequest = () => undefined;
    await two.ask('/eko', {
      method: 'POST',
      body: '{"å":1}',
      headers: { 'content-type': 'application/json', 'ena-subject': '191212121212' },
    });
    const message = middle.requests.at(-1);
    assert.ok(message);
    return message;
  };

  it('takes a genuine message and no changed one, whatever the change', async () => {
    const genuine = await fresh();
    const calls = two.service.seen.length;
    await fc.assert(
      fc.asyncProperty(fc.array(mutations, { minLength: 1, maxLength: 3 }), async (changes) => {
        const changed = changes.reduce<WireRequest>(
          (message, change) => change(message) ?? message,
          copy(genuine),
        );
        if (JSON.stringify(changed) === JSON.stringify(genuine)) return;
        const answer = await middle.send(changed);
        assert.ok(answer.status >= 400, `${answer.status} for ${JSON.stringify(changed)}`);
        assert.notEqual(answer.status, 500, `a bug: ${JSON.stringify(changed)}`);
        assert.equal(answer.headers.signature, undefined, 'what is not proven gets no signature');
      }),
      { numRuns: 300 },
    );
    assert.equal(two.service.seen.length, calls, 'the service was called');
    assert.equal((await middle.send(genuine)).status, 200, 'the genuine one is still good');
  });

  it('survives any bytes over TLS', async () => {
    const { certPem, keyPem } = tlsIdentity(two.consumer);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, asRequest) => {
        const head = asRequest
          ? Buffer.from('POST /exchange/2021005489/foretag/eko HTTP/1.1\r\nHost: x\r\n')
          : Buffer.alloc(0);
        const status = await rawStatus(
          two.provider.peerPort,
          { cert: certPem, key: keyPem },
          Buffer.concat([head, bytes, Buffer.from('\r\n\r\n')]),
        );
        assert.ok(status === undefined || status >= 400, `answered ${status}`);
      }),
      { numRuns: 100 },
    );
    middle.passOn();
    assert.equal((await two.ask('/eko')).status, 200);
  });
});

function rawStatus(
  port: number,
  identity: { cert: string; key: string },
  bytes: Buffer,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...identity }, () =>
      socket.end(bytes),
    );
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () =>
      resolve(/^HTTP\/1\.1 (\d{3})/.test(answer) ? Number(answer.slice(9, 12)) : undefined),
    );
  });
}
