import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readXRoadTarget } from './read-x-road-target.ts';

const client = 'SE/GOV/2120000829/verksamhet';
const read = (url: string, headers: NodeJS.Dict<string> = { 'x-road-client': client }) =>
  readXRoadTarget(url, headers);
const slug = (result: ReturnType<typeof read>) => (result.ok ? 'ok' : result.error.slug);

describe('a target in X-Road’s words', () => {
  it('names provider, service and path, and what the answer repeats', () => {
    assert.deepEqual(
      read('/r1/SE/GOV/202100-5489/register/foretag/a/b?q=1', {
        'x-road-client': client,
        'x-road-id': 'id-1',
      }),
      {
        ok: true,
        value: {
          provider: '2021005489',
          service: 'foretag',
          path: '/a/b',
          query: '?q=1',
          client,
          clientOrgnr: '2120000829',
          clientSubsystem: 'verksamhet',
          serviceId: 'SE/GOV/202100-5489/register/foretag',
          messageId: 'id-1',
        },
      },
    );
  });

  it('may have no path and no query', () => {
    const target = read('/r1/SE/GOV/2021005489/register/foretag');
    assert.deepEqual(target.ok && [target.value.path, target.value.query, target.value.messageId], [
      '/',
      '',
      undefined,
    ]);
  });

  it('may name the member as the client’s whole, without a subsystem', () => {
    const target = read('/r1/SE/GOV/2021005489/register/foretag/a', { 'x-road-client': 'SE/GOV/2120000829' });
    assert.equal(target.ok && target.value.clientSubsystem, undefined);
  });

  it('may have its identifiers percent-encoded', () => {
    const target = read('/r1/SE/GOV/2021005489/r%C3%A4k/foretag/a');
    assert.equal(target.ok && target.value.serviceId, 'SE/GOV/2021005489/r%C3%A4k/foretag');
  });

  const refused: readonly (readonly [string, string, NodeJS.Dict<string>?])[] = [
    ['/r1/', 'target-malformed'],
    ['/r1/SE/GOV/2021005489/register', 'target-malformed'],
    ['/r1/SE//2021005489/register/foretag', 'target-malformed'],
    ['/r1/SE/GOV/2021005488/register/foretag', 'target-malformed'],
    ['/r1/SE/GOV/bolagsverket/register/foretag', 'target-malformed'],
    ['/r1/SE/GOV/%ZZ/register/foretag', 'target-malformed'],
    ['/r1/SE/GOV/2021005489/register/Foretag', 'service-unknown'],
    ['/r1/SE/GOV/2021005489/register/foretag/../x', 'target-malformed'],
    ['/r1/SE/GOV/2021005489/register/foretag//x', 'target-malformed'],
    ['/r1/SE/GOV/2021005489/register/foretag/a?q=å', 'target-malformed'],
    ['/r1/SE/GOV/2021005489/register/foretag/a', 'header-invalid', {}],
    [
      '/r1/SE/GOV/2021005489/register/foretag/a',
      'header-invalid',
      { 'x-road-client': 'SE/GOV/2120000828/x' },
    ],
    [
      '/r1/SE/GOV/2021005489/register/foretag/a',
      'header-invalid',
      { 'x-road-client': 'SE/GOV/2120000829/x/y' },
    ],
    ['/r1/SE/GOV/2021005489/register/foretag/a', 'header-invalid', { 'x-road-client': '2120000829' }],
  ];
  for (const [url, expected, headers] of refused) {
    it(`${url}${headers ? ` with ${JSON.stringify(headers)}` : ''} is ${expected}`, () =>
      assert.equal(slug(headers ? read(url, headers) : read(url)), expected));
  }
});
