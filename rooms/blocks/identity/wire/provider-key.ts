import type { DatedKey } from '@ena/kernel/crypto/dated-keys.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';

const example = {
  kid: 'sPAyIrQ5zWQX7zYCuQ2VgbqxFyvkUaFmOXn3mqoD1yE',
  algorithm: 'RS256',
  use: 'active',
  from: '2026-11-22T12:00:00.000Z',
} as const;

const providerKey = Type.Object({
  kid: Type.String({ description: 'Name of the key: its thumbprint (RFC 7638)' }),
  algorithm: Type.String({ description: 'RS256 and ES256 sign, RSA-OAEP is for requests to us' }),
  use: Type.Union([Type.Literal('active'), Type.Literal('next'), Type.Literal('retired')], {
    description: 'Whether it is used now, or only published',
  }),
  from: Type.String({ format: 'date-time', description: 'When it is used first' }),
});

export const providerKeyList = Type.Object(
  { items: Type.Array(providerKey) },
  { examples: [{ items: [example] }] },
);

export const rotationWish = Type.Object(
  {
    leaked: Type.Optional(
      Type.Boolean({
        description:
          'Withdraw the old keys at once; every token and e-signature that they signed is refused. Default false.',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ leaked: false }] },
);

export type RotationWish = Static<typeof rotationWish>;

/** `keys` as they are published: of each algorithm the one in use first. */
export function renderProviderKeys(keys: readonly DatedKey[], now: number): Static<typeof providerKeyList> {
  const seen = new Set<string>();
  return {
    items: keys.map(({ kid, alg, from }) => {
      const first = !seen.has(alg);
      seen.add(alg);
      const use = first ? 'active' : from > now ? 'next' : 'retired';
      return { kid, algorithm: alg, use, from: rfc3339(from) };
    }),
  };
}
