import assert from 'node:assert/strict';
import { it } from 'node:test';
import { contentDigest, verifyContentDigest } from './content-digest.ts';

const body = Buffer.from('{"hello": "world"}');
const sha256 = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:';
const sha512 =
  'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:';

it('a content digest is the one of RFC 9530 and RFC 9421 for their example body', () => {
  assert.equal(contentDigest(body), sha256);
  for (const header of [sha256, sha512, `${sha512}, ${sha256}`, `md5=:AAAA:, ${sha256}`]) {
    assert.deepEqual(verifyContentDigest(header, body), { ok: true, value: true }, header);
  }
  assert.equal(contentDigest(Buffer.alloc(0)), 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
});

it('every digest that is known must fit, and one must be there', () => {
  const refuse = (header: string | undefined, of: Uint8Array = body) => {
    const verified = verifyContentDigest(header, of);
    return verified.ok ? 'accepted' : verified.error;
  };
  assert.equal(refuse(undefined), 'missing');
  assert.equal(refuse(''), 'unsupported');
  assert.equal(refuse('md5=:AAAA:'), 'unsupported');
  assert.equal(refuse('sha-256=abc'), 'malformed');
  assert.equal(refuse('sha-256'), 'malformed');
  assert.equal(refuse(`${sha256}, ${sha256}`), 'malformed');
  assert.equal(refuse('sha-256=:AAAA:'), 'mismatch');
  assert.equal(refuse(`${sha256}, sha-512=:AAAA:`), 'mismatch');
  assert.equal(refuse(sha256, Buffer.from('{"hello": "wörld"}')), 'mismatch');
});
