/** Keys and signatures made by the runtime's Web Crypto, for algorithms that our own code verifies but never signs with. */
export interface ForeignKey {
  readonly publicJwk: Record<string, unknown>;
  sign(header: object, claims: object): Promise<string>;
}

const algorithms = {
  RS256: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  PS256: {
    name: 'RSA-PSS',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    saltLength: 32,
  },
  PS384: {
    name: 'RSA-PSS',
    hash: 'SHA-384',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    saltLength: 48,
  },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  ES384: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
} as const;

export async function makeForeignKey(alg: keyof typeof algorithms, kid: string): Promise<ForeignKey> {
  const algorithm = algorithms[alg];
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const { kty, crv, x, y, n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const publicJwk = JSON.parse(JSON.stringify({ kty, crv, x, y, n, e, kid })) as Record<string, unknown>;
  return {
    publicJwk,
    sign: async (header, claims) => {
      const input = `${encode({ alg, kid, ...header })}.${encode(claims)}`;
      const signature = await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(input));
      return `${input}.${Buffer.from(signature).toString('base64url')}`;
    },
  };
}

export function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A DPoP proof (RFC 9449 §4.2) by the key. */
export function dpopProof(key: ForeignKey, claims: object, header: object = {}): Promise<string> {
  const { kid: _, ...jwk } = key.publicJwk;
  return key.sign({ typ: 'dpop+jwt', jwk, kid: undefined, ...header }, claims);
}
