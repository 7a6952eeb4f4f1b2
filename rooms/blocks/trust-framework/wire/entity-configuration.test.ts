import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { newLeaf } from '../tests/leaf.ts';
import { parseEntityConfiguration } from './entity-configuration.ts';

const now = Date.parse('2026-11-22T11:00:00Z');

it('reads what a connector says', async () => {
  const leaf = newLeaf('2120000829');
  const parsed = parseEntityConfiguration(await leaf.configuration(now));
  assert.ok(parsed.ok);
  assert.equal(parsed.value.subject, leaf.entityId);
  assert.equal(parsed.value.signedWith, leaf.federationKey.kid);
  assert.equal(parsed.value.connector.log.origin, '2120000829.sandbox.localhost/log');
  assert.equal(parsed.value.connector.services[0]?.title, 'Företag');
});

it('never throws, whatever is sent', () => {
  const part = fc.oneof(
    fc.string(),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc.base64String(),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const parsed = parseEntityConfiguration(parts.join('.'));
      assert.equal(parsed.ok, false);
    }),
  );
});

it('names the member that is wrong when any one is taken away', async () => {
  const claims = newLeaf('2120000829').claims(now);
  for (const name of ['iss', 'sub', 'iat', 'exp', 'jwks', 'authority_hints', 'metadata']) {
    const jwt = await newLeaf('2120000829').configuration(now, () => ({ ...claims, [name]: undefined }));
    const parsed = parseEntityConfiguration(jwt);
    assert.ok(!parsed.ok);
    assert.match(parsed.error, new RegExp(name));
  }
});
