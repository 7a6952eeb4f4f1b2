import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exchangeEndpoint, logOrigin, parseConfig, publicUrl } from './config.ts';

const least = {
  orgnr: '2120000829',
  name: 'Åre kommun',
  entityId: 'https://2120000829.sandbox.localhost',
  port: 8410,
  peerPort: 8411,
  anchor: {
    entityId: 'https://hub.sandbox.localhost',
    url: 'http://127.0.0.1:8400',
    thumbprints: ['A'.repeat(43)],
  },
};

describe('the configuration of a connector', () => {
  it('needs little, and has safe defaults for the rest', () => {
    const parsed = parseConfig(least);
    assert.ok(parsed.ok, JSON.stringify(parsed));
    assert.equal(parsed.config.sandbox, false);
    assert.equal(parsed.config.allowPrivateAddresses, false);
    assert.equal(parsed.config.host, '127.0.0.1');
    assert.equal(parsed.config.maxBodyBytes, 20 * 1024 * 1024);
    assert.ok(parsed.config.statementHours >= 72);
    assert.equal(exchangeEndpoint(parsed.config), 'https://127.0.0.1:8411');
    assert.equal(publicUrl(parsed.config), 'http://127.0.0.1:8410');
    assert.equal(logOrigin(parsed.config), '2120000829.sandbox.localhost/log');
  });

  it('names addresses with an IPv6 host as URLs do', () => {
    const parsed = parseConfig({ ...least, host: '::1', peerHost: '::1' });
    assert.ok(parsed.ok);
    assert.equal(exchangeEndpoint(parsed.config), 'https://[::1]:8411');
    assert.equal(publicUrl(parsed.config), 'http://[::1]:8410');
  });

  it('may be reached elsewhere than it listens', () => {
    const parsed = parseConfig({
      ...least,
      exchangeEndpoint: 'https://ena.are.se',
      publicUrl: 'https://ena.are.se/',
    });
    assert.ok(parsed.ok);
    assert.equal(exchangeEndpoint(parsed.config), 'https://ena.are.se');
    assert.equal(publicUrl(parsed.config), 'https://ena.are.se');
  });

  const mistakes: Record<string, readonly [object | null | string, RegExp]> = {
    nothing: [null, /./],
    'a text': ['x', /./],
    'no number': [{ ...least, orgnr: undefined }, /orgnr/],
    'a short number': [{ ...least, orgnr: '212000082' }, /\/orgnr/],
    'a member that nobody knows': [{ ...least, portt: 1 }, /portt|additional/i],
    'a statement that lives less than 72 hours': [{ ...least, statementHours: 24 }, /\/statementHours/],
    'an endpoint with a path': [{ ...least, exchangeEndpoint: 'https://x/y' }, /\/exchangeEndpoint/],
    'an endpoint without TLS': [{ ...least, exchangeEndpoint: 'http://x' }, /\/exchangeEndpoint/],
    'no pinned key': [{ ...least, anchor: { ...least.anchor, thumbprints: [] } }, /\/anchor\/thumbprints/],
    'a clock that may be an hour wrong': [{ ...least, clockSkewSeconds: 3_600 }, /\/clockSkewSeconds/],
  };
  for (const [what, [value, sentence]] of Object.entries(mistakes)) {
    it(`with ${what} is refused with the place of the mistake`, () => {
      const parsed = parseConfig(value);
      assert.equal(parsed.ok, false);
      assert.match(parsed.ok ? '' : parsed.mistakes.join('\n'), sentence);
    });
  }
});
