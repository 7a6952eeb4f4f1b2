import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { hashSecret, newSecret } from '@ena/kernel/crypto/secret.ts';
import { type TemporaryFolder, temporaryFolder } from '@ena/testkit/folder.ts';
import { openState } from '../state/open-state.ts';
import { type System, Systems } from '../state/systems.ts';
import type { Call } from './call.ts';
import { identifySystem } from './identify-system.ts';

const pin = 'A'.repeat(43);
const key = newSecret();

describe('which of the own systems is calling', () => {
  let folder: TemporaryFolder;
  let systems: Systems;
  beforeEach(() => {
    folder = temporaryFolder();
    systems = new Systems(openState(folder.path));
  });
  afterEach(() => folder.remove());

  const register = (name: string, auth: System['auth'], more: Partial<System> = {}) =>
    systems.save(
      {
        name,
        auth,
        keyHash: undefined,
        pin: undefined,
        defaultPurpose: undefined,
        defaultLegalBasis: undefined,
        ...more,
      },
      0,
    );
  const who = (call: Partial<Call>, claimed?: string) => {
    const system = identifySystem(
      systems,
      { remoteAddress: '127.0.0.1', clientPin: undefined, headers: {}, ...call } as Call,
      claimed,
    );
    return system.ok ? system.value.name : system.error.slug;
  };

  it('nobody, where nothing is registered', () => {
    assert.equal(who({}), 'system-unknown');
    assert.equal(who({ headers: { 'ena-system': 'ekonomi' } }), 'system-unknown');
  });

  it('a lone loopback system need not be named; one of two must', () => {
    register('ekonomi', 'loopback');
    assert.equal(who({}), 'ekonomi');
    register('skola', 'loopback');
    assert.equal(who({}), 'system-unknown');
    assert.equal(who({ headers: { 'ena-system': 'skola' } }), 'skola');
  });

  it('a page of another site in a browser on the machine is no loopback system', () => {
    register('ekonomi', 'loopback');
    for (const site of ['cross-site', 'same-site'])
      assert.equal(who({ headers: { 'sec-fetch-site': site } }), 'system-unknown', site);
    assert.equal(who({ headers: { 'sec-fetch-site': 'none' } }), 'ekonomi');
  });

  it('a loopback system is believed from loopback only', () => {
    register('ekonomi', 'loopback');
    for (const remoteAddress of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
      assert.equal(who({ remoteAddress }), 'ekonomi', remoteAddress);
    for (const remoteAddress of [
      '10.0.0.1',
      '::ffff:10.0.0.1',
      '192.168.0.127',
      '127',
      '',
      '::127.0.0.1',
      '2001:db8::1',
    ])
      assert.equal(who({ remoteAddress }), 'system-unknown', remoteAddress);
  });

  it('a system with a key is believed with its key only, from anywhere', () => {
    register('ekonomi', 'key', { keyHash: hashSecret(key) });
    assert.equal(
      who({ remoteAddress: '10.0.0.1', headers: { 'ena-system': 'ekonomi', 'ena-system-key': key } }),
      'ekonomi',
    );
    for (const wrong of [undefined, '', 'fel', `${key} `, hashSecret(key)])
      assert.equal(who({ headers: { 'ena-system': 'ekonomi', 'ena-system-key': wrong } }), 'system-unknown');
    assert.equal(
      who({ headers: { 'ena-system-key': key } }),
      'system-unknown',
      'a key without a name is nobody’s',
    );
  });

  it('a key does not speak for another system', () => {
    register('ekonomi', 'key', { keyHash: hashSecret(key) });
    register('skola', 'key', { keyHash: hashSecret(newSecret()) });
    assert.equal(who({ headers: { 'ena-system': 'skola', 'ena-system-key': key } }), 'system-unknown');
  });

  it('a client certificate speaks for itself, and for nothing that is claimed beside it', () => {
    register('ekonomi', 'mtls', { pin });
    register('skola', 'loopback');
    assert.equal(who({ clientPin: pin, remoteAddress: '10.0.0.1' }), 'ekonomi');
    assert.equal(who({ clientPin: pin, headers: { 'ena-system': 'skola' } }), 'ekonomi');
    assert.equal(
      who({ clientPin: 'B'.repeat(43) }),
      'system-unknown',
      'an unknown certificate is not made up for by loopback',
    );
  });

  it('a system with a certificate is not believed without it', () => {
    register('ekonomi', 'mtls', { pin });
    assert.equal(who({ headers: { 'ena-system': 'ekonomi' } }), 'system-unknown');
    assert.equal(who({ headers: { 'ena-system': 'ekonomi', 'ena-system-key': pin } }), 'system-unknown');
  });

  it('a pin is nobody’s once the system is registered otherwise', () => {
    register('ekonomi', 'mtls', { pin });
    register('ekonomi', 'loopback');
    assert.equal(who({ clientPin: pin }), 'system-unknown');
  });

  it('the subsystem of an X-Road client goes before the header', () => {
    register('ekonomi', 'loopback');
    register('skola', 'loopback');
    assert.equal(who({ headers: { 'ena-system': 'ekonomi' } }, 'skola'), 'skola');
  });
});
