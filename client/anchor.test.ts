import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAnchor } from './anchor.ts';

const answering = (status: number, body: string) => ({
  url: 'https://hub.example.se',
  fetch: () => Promise.resolve(new Response(body, { status })),
});

describe('an anchor’s own statement', () => {
  it('that is missing, no statement, or not signed by its own key is no anchor', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const header = encode({ alg: 'ES256', typ: 'entity-statement+jwt', kid: 'a' });
    const key = { kty: 'EC', crv: 'P-256', kid: 'a', x: 'AA', y: 'AA' };
    const claims = { iss: 'https://å', sub: 'https://å', iat: 1, exp: 2, jwks: { keys: [key] } };
    const unsigned = `${header}.${encode(claims)}.${Buffer.alloc(64).toString('base64url')}`;
    for (const connection of [answering(404, ''), answering(200, '<html>å'), answering(200, unsigned)]) {
      const read = await readAnchor(connection);
      assert.match(
        read.kind === 'unreachable' ? read.sentence.en : '',
        /what answers there is no trust anchor/,
      );
    }
  });
});
