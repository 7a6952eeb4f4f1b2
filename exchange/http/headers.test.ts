import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { travellingHeaders } from './headers.ts';

describe('headers that travel', () => {
  it('are those of the systems', () => {
    const own = {
      accept: 'application/json',
      'content-type': 'text/plain',
      'x-eget': 'värde',
      authorization: 'Bearer x',
      cookie: 'a=b',
      'set-cookie': ['a=b', 'c=d'],
    };
    assert.deepEqual(travellingHeaders(own), own);
  });

  for (const name of [
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'expect',
    'host',
    'content-length',
  ]) {
    it(`are not ${name}, which belongs to a connection`, () =>
      assert.deepEqual(travellingHeaders({ [name]: 'x' }), {}));
  }

  for (const name of [
    'signature',
    'signature-input',
    'content-digest',
    'traceparent',
    'tracestate',
    'user-agent',
    'server',
    'date',
    'via',
    'forwarded',
    'x-forwarded-for',
  ]) {
    it(`are not ${name}, which each connector makes or keeps to itself`, () =>
      assert.deepEqual(travellingHeaders({ [name]: 'x' }), {}));
  }

  it('are not what Connection names', () => {
    assert.deepEqual(
      travellingHeaders({
        connection: 'Close, X-En,  x-annan',
        'x-en': '1',
        'x-annan': '2',
        'x-tredje': '3',
      }),
      { 'x-tredje': '3' },
    );
  });

  it('are not what claims to come from a security server of X-Road, but are its other headers', () => {
    const claimed = {
      'x-road-client': 'a',
      'x-road-service': 'b',
      'x-road-id': 'c',
      'x-road-request-hash': 'd',
      'x-road-request-id': 'e',
      'x-road-hash': 'f',
      'x-road-error': 'g',
    };
    const between = {
      'x-road-userid': 'h',
      'x-road-issue': 'i',
      'x-road-represented-party': 'COM/MOTTAGARE',
      'x-road-security-server': 'SE/GOV/2021005489/server',
      'x-road-eget': 'j',
      'x-road-identitet': 'k',
    };
    assert.deepEqual(travellingHeaders({ ...claimed, ...between }), between);
  });

  it('are never of the exchange itself, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^(ena-|x-|content-|signature|connection|te|host|accept)[a-z-]{0,6}$/),
          fc.string(),
        ),
        (headers) => {
          for (const name of Object.keys(travellingHeaders(headers))) {
            assert.ok(!name.startsWith('ena-'));
            assert.ok(!/^(signature|signature-input|content-digest|connection|te|host)$/.test(name));
          }
        },
      ),
    );
  });
});
