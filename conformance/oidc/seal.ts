/** RFC 7516 §5.1 with RSA-OAEP and A256GCM: what openid-client and oauth4webapi do not do for requests. */
export async function sealTo(jwk: JsonWebKey & { readonly kid?: string }, text: string): Promise<string> {
  const wrapping = await crypto.subtle.importKey('jwk', jwk, { name: 'RSA-OAEP', hash: 'SHA-1' }, false, [
    'encrypt',
  ]);
  const [key, iv] = [crypto.getRandomValues(new Uint8Array(32)), crypto.getRandomValues(new Uint8Array(12))];
  const content = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const header = base64url(
    Buffer.from(JSON.stringify({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: jwk.kid, cty: 'JWT' })),
  );
  const sealedKey = await crypto.subtle.encrypt('RSA-OAEP', wrapping, key);
  const algorithm = { name: 'AES-GCM', iv, additionalData: Buffer.from(header) };
  const sealed = Buffer.from(await crypto.subtle.encrypt(algorithm, content, Buffer.from(text)));
  const [body, tag] = [sealed.subarray(0, -16), sealed.subarray(-16)];
  return [header, ...[sealedKey, iv, body, tag].map(base64url)].join('.');
}

function base64url(bytes: ArrayBuffer | Uint8Array): string {
  return Buffer.from(bytes as Uint8Array).toString('base64url');
}

/** A key that others seal to, both halves. */
export async function sealingKeys(): Promise<{ readonly open: CryptoKey; readonly jwk: JsonWebKey }> {
  const algorithm = {
    name: 'RSA-OAEP',
    hash: 'SHA-1',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['encrypt', 'decrypt'])) as CryptoKeyPair;
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { open: pair.privateKey, jwk: { kty, n, e } as JsonWebKey };
}
