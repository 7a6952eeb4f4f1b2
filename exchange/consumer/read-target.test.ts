import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { peerPath } from '../wire/envelope.ts';
import { readTarget } from './read-target.ts';

describe('the target of a call', () => {
  const read: readonly (readonly [string, object])[] = [
    [
      '/exchange/2021005489/foretag/organisationer',
      { provider: '2021005489', service: 'foretag', path: '/organisationer', query: '' },
    ],
    ['/exchange/2021005489/foretag', { provider: '2021005489', service: 'foretag', path: '/', query: '' }],
    ['/exchange/2021005489/foretag/', { provider: '2021005489', service: 'foretag', path: '/', query: '' }],
    [
      '/exchange/2021005489/foretag?a=1',
      { provider: '2021005489', service: 'foretag', path: '/', query: '?a=1' },
    ],
    [
      '/exchange/2021005489/f-1/a/b%20c?q=%C3%A5&r=a/../b?x',
      { provider: '2021005489', service: 'f-1', path: '/a/b%20c', query: '?q=%C3%A5&r=a/../b?x' },
    ],
    [
      '/exchange/2021005489/foretag/a?',
      { provider: '2021005489', service: 'foretag', path: '/a', query: '?' },
    ],
  ];
  for (const [url, target] of read)
    it(`of ${url}`, () => assert.deepEqual(readTarget(url), { ok: true, value: target }));

  const refused = [
    '/exchange',
    '/exchange/',
    '/exchange/202100-5489/foretag/a',
    '/exchange/20210054890/foretag',
    '/exchange/2021005489',
    '/exchange/2021005489/',
    '/exchange/2021005489/Foretag/a',
    '/exchange/2021005489/före/a',
    '/exchange/2021005489/a_b/c',
    `/exchange/2021005489/${'a'.repeat(65)}/c`,
    '/exchange/2021005489/foretag/../annan',
    '/exchange/2021005489/foretag//a',
    '/exchange/2021005489/foretag/%2e%2e/a',
    '/exchange/2021005489/foretag/å',
    '/exchange/2021005489/foretag/a?q=å',
    '/exchange/2021005489/foretag/a?q=1#x',
    '/exchange/2021005489/foretag/a?q=1 2',
    'https://x/exchange/2021005489/foretag/a',
    '/Exchange/2021005489/foretag/a',
  ];
  for (const url of refused) {
    it(`is refused in ${url}`, () => {
      const target = readTarget(url);
      assert.equal(target.ok ? '' : target.error.slug, 'target-malformed');
    });
  }

  it('comes out on the other connector exactly as it went in', () => {
    const segment = fc
      .stringMatching(/^[A-Za-z0-9._~!$&'()*+,=:@-]{1,8}$/)
      .filter((text) => text !== '.' && text !== '..');
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1 }),
        fc.stringMatching(/^(?:\?[A-Za-z0-9=&%/?]*)?$/),
        (segments, query) => {
          const url = `/exchange/2021005489/foretag/${segments.join('/')}${query}`;
          const target = readTarget(url);
          assert.ok(target.ok, url);
          const { provider, service, path } = target.value;
          assert.equal(
            peerPath({ providerOrgnr: provider, service, path, query: target.value.query } as Parameters<
              typeof peerPath
            >[0]),
            url,
          );
        },
      ),
    );
  });
});
