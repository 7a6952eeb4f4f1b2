import assert from 'node:assert/strict';
import { it } from 'node:test';
import { constantTimeEqual, hashSecret, keyedPseudonym, matchesSecret, newSecret } from './secret.ts';

it('a secret matches its own hash and no other', () => {
  const secret = newSecret();
  assert.match(secret, /^[A-Za-z0-9_-]{43}$/);
  assert.ok(matchesSecret(secret, hashSecret(secret)));
  assert.equal(matchesSecret(newSecret(), hashSecret(secret)), false);
  assert.equal(matchesSecret(secret, ''), false);
  assert.throws(() => newSecret(8), /at least 16/);
});

it('texts are equal only when they are the same, whatever their length', () => {
  assert.ok(constantTimeEqual('Åmål', 'Åmål'));
  assert.equal(constantTimeEqual('Åmål', 'Amal'), false);
  assert.equal(constantTimeEqual('a', ''), false);
});

it('a pseudonym is the HMAC of RFC 4231 case 2, and changes with the key', () => {
  const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  assert.equal(keyedPseudonym(Buffer.from('Jefe'), 'what do ya want for nothing?'), expected);
  assert.notEqual(keyedPseudonym(Buffer.from('jefe'), 'what do ya want for nothing?'), expected);
});
