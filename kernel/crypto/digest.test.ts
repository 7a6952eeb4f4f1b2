import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sha256, sha256Hex, sha512 } from './digest.ts';

it('digests are those of FIPS 180-4, and a text is hashed as UTF-8', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  assert.equal(sha256Hex('abc'), abc);
  assert.equal(sha256(Buffer.from('abc')).toString('hex'), abc);
  assert.equal(sha256Hex('åäö'), sha256Hex(Buffer.from([0xc3, 0xa5, 0xc3, 0xa4, 0xc3, 0xb6])));
  assert.equal(sha512('abc').toString('hex').slice(0, 16), 'ddaf35a193617aba');
});
