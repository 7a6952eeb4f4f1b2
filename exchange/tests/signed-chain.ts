import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests break the claims in every way
type Claims = any;

export const anchorId = 'https://ankare.example';
export const leafId = 'https://lov.example';
export const now = Date.parse('2026-11-22T11:00:00Z');
const iat = now / 1000;

/** The keys of one small federation, and chains signed with them. */
export interface Federation {
  readonly anchor: SigningKey;
  readonly leaf: SigningKey;
  readonly message: SigningKey;
  readonly pin: { readonly entityId: string; readonly thumbprints: ReadonlySet<string> };
  /** `[leaf, subordinate, anchor]`, each changed by the test before it is signed, with the key and type the test gives. */
  chain(change?: ChainChange): Promise<[string, string, string]>;
}

export interface ChainChange {
  readonly leaf?: (claims: Claims) => Claims;
  readonly subordinate?: (claims: Claims) => Claims;
  readonly anchor?: (claims: Claims) => Claims;
  readonly keys?: Partial<Record<'leaf' | 'subordinate' | 'anchor', SigningKey>>;
  readonly typ?: string;
}

export function newFederation(): Federation {
  const [anchor, leaf, message] = [generateEs256Key(), generateEs256Key(), generateEs256Key()];
  const times = { iat, exp: iat + 96 * 3600 };
  const claims = {
    anchor: {
      iss: anchorId,
      sub: anchorId,
      ...times,
      jwks: { keys: [anchor.publicJwk] },
      metadata: { ena_hub: { witness_vkey: 'vittne+00000000+AAAA' } },
    },
    subordinate: {
      iss: anchorId,
      sub: leafId,
      ...times,
      jwks: { keys: [leaf.publicJwk] },
      metadata: {
        ena_connector: { orgnr: '2120000829' },
        federation_entity: { organization_name: 'Karlskrona kommun' },
      },
    },
    leaf: {
      iss: leafId,
      sub: leafId,
      ...times,
      jwks: { keys: [leaf.publicJwk] },
      authority_hints: [anchorId],
      metadata: {
        federation_entity: { organization_name: 'Vad den kallar sig' },
        ena_connector: {
          orgnr: '5560160680',
          exchange_endpoint: 'https://127.0.0.1:8411',
          jwks: { keys: [message.publicJwk] },
          tls_pins: ['A'.repeat(43)],
          log: { origin: 'lov.example/log', vkey: 'x', url: 'http://127.0.0.1/log' },
          services: [{ id: 'foretag', title: 'Företag', operations: [{ method: 'GET', path: '/a/{b}' }] }],
        },
      },
    },
  };
  return {
    anchor,
    leaf,
    message,
    pin: { entityId: anchorId, thumbprints: new Set([anchor.kid]) },
    chain: async (change = {}) => {
      const typ = change.typ ?? 'entity-statement+jwt';
      const sign = (which: keyof typeof claims, key: SigningKey) => {
        const given = structuredClone(claims[which]);
        return signJwt(typ, change[which]?.(given) ?? given, change.keys?.[which] ?? key);
      };
      return [await sign('leaf', leaf), await sign('subordinate', anchor), await sign('anchor', anchor)];
    },
  };
}
