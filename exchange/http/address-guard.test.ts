import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeTlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { isPublicAddress } from '@ena/kernel/http/public-address.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { PeerPools } from './peer-pool.ts';

describe('an address that a partner may have', () => {
  const closed = [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:a00:1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '64:ff9b::10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '3fff::1',
  ];
  for (const address of closed) it(`is not ${address}`, () => assert.equal(isPublicAddress(address), false));

  for (const address of [
    '1.1.1.1',
    '193.10.0.1',
    '172.15.255.255',
    '172.32.0.1',
    '2a00:1450::1',
    '2606:4700::1111',
    '64:ff9b::1.1.1.1',
    '::ffff:1.1.1.1',
  ]) {
    it(`may be ${address}`, () => assert.equal(isPublicAddress(address), true));
  }

  for (const text of ['', 'localhost', '127.1', '2130706433', '[::1]', '::1%lo'])
    it(`is not the text ${JSON.stringify(text)}`, () => assert.equal(isPublicAddress(text), false));
});

describe('connections to partners', () => {
  const identity = makeTlsIdentity('prov', systemClock, { days: 1, dnsNames: [], ipAddresses: [] });
  const pools = (allowPrivateAddresses: boolean) =>
    new PeerPools({ identity: () => identity, connections: 1, timeoutMs: 500, allowPrivateAddresses });

  for (const host of ['127.0.0.1', '[::1]', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', 'localhost']) {
    it(`never go to ${host}, where partners are on the open network`, async () => {
      const all = pools(false);
      const endpoint = `https://${host}:${await freePort()}`;
      await assert.rejects(all.get(endpoint, () => new Set()).request({ method: 'GET', path: '/' }), {
        name: 'PrivateAddressError',
      });
      await all.destroy();
    });
  }

  it('may, where the network is closed', async () => {
    const all = pools(true);
    await assert.rejects(
      all.get(`https://127.0.0.1:${await freePort()}`, () => new Set()).request({ method: 'GET', path: '/' }),
      { code: 'ECONNREFUSED' },
    );
    await all.destroy();
  });

  it('of two organisations that name one address are two', async () => {
    const all = pools(true);
    const endpoint = `https://127.0.0.1:${await freePort()}`;
    assert.notEqual(
      all.get(endpoint, () => new Set(), 'https://a.example'),
      all.get(endpoint, () => new Set(), 'https://b.example'),
    );
    assert.equal(
      all.get(endpoint, () => new Set(), 'https://a.example'),
      all.get(endpoint, () => new Set(), 'https://a.example'),
    );
    await all.destroy();
  });
});
