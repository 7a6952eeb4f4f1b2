import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { openState } from '../state/open-state.ts';
import { AnchorKeys } from './anchor-keys.ts';

const entityId = 'https://anchor.test.localhost';
const iat = Math.floor(Date.parse('2026-11-22T12:00:00Z') / 1000);

function configuration(signer: SigningKey, keys: readonly SigningKey[], sub = entityId): Promise<string> {
  const jwks = { keys: keys.map((key) => key.publicJwk) };
  return signJwt('entity-statement+jwt', { iss: sub, sub, iat, exp: iat + 3600, jwks, metadata: {} }, signer);
}

test('an announced key is believed, and after a restart too', async () => {
  using folder = temporaryFolder();
  const [first, second, third] = [generateEs256Key(), generateEs256Key(), generateEs256Key()];
  const db = openState(folder.path);
  const keys = new AnchorKeys({ entityId, thumbprints: new Set([first.kid]) }, db);
  await keys.follow(await configuration(first, [first, second]));
  await keys.follow(await configuration(second, [second, third]));
  assert.deepEqual(keys.thumbprints, new Set([first.kid, second.kid, third.kid]));
  const again = new AnchorKeys({ entityId, thumbprints: new Set([first.kid]) }, db);
  await again.load();
  assert.deepEqual(again.thumbprints, keys.thumbprints);
  db.close();
});

test('a key is not believed on the word of a stranger, of another entity, or of itself', async () => {
  using folder = temporaryFolder();
  const [pinned, stranger] = [generateEs256Key(), generateEs256Key()];
  const db = openState(folder.path);
  const keys = new AnchorKeys({ entityId, thumbprints: new Set([pinned.kid]) }, db);
  await keys.follow(await configuration(stranger, [pinned, stranger]));
  await keys.follow(await configuration(stranger, [stranger]));
  await keys.follow(await configuration(pinned, [pinned, stranger], 'https://other.test.localhost'));
  await keys.follow('rubbish');
  assert.deepEqual(keys.thumbprints, new Set([pinned.kid]));
  db.prepare('insert into anchor_rotation (jwt) values (?)').run(await configuration(stranger, [stranger]));
  const again = new AnchorKeys({ entityId, thumbprints: new Set([pinned.kid]) }, db);
  await again.load();
  assert.deepEqual(
    again.thumbprints,
    new Set([pinned.kid]),
    'a row written into the state by someone else adds nothing',
  );
  db.close();
});
