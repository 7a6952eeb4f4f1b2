/** Id tokens signed by the runtime's Web Crypto, as another organisation's log-in makes them. */
export interface ForeignSigner {
  readonly publicJwk: Readonly<Record<string, unknown>>;
  /** A compact JWS with exactly this header. */
  sign(header: object, claims: object): Promise<string>;
}

const publicExponent = new Uint8Array([1, 0, 1]);

export async function makeRsaSigner(
  kid: string | undefined,
  { bits = 2048, hash = 'SHA-256' } = {},
): Promise<ForeignSigner> {
  const name = 'RSASSA-PKCS1-v1_5';
  const algorithm = { name, hash, modulusLength: bits, publicExponent };
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return {
    publicJwk: { kty, n, e, ...(kid !== undefined && { kid }) },
    sign: async (header, claims) => {
      const input = `${part(header)}.${part(claims)}`;
      const signature = await crypto.subtle.sign(name, pair.privateKey, new TextEncoder().encode(input));
      return `${input}.${Buffer.from(signature).toString('base64url')}`;
    },
  };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
