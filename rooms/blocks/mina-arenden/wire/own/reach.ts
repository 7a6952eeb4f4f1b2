import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Static, Type } from 'typebox';
import type { Reach } from '../../domain/forwarding/reach.ts';
import type { LoadFault } from './load-fault.ts';

const address = (description: string) =>
  Type.Optional(Type.String({ maxLength: 2000, pattern: '^https?://[^\\s]+$', description }));

const members = {
  kind: Type.String({
    enum: ['here', 'https', 'exchange'],
    description: 'Kept here, at an address of its own, or through the exchange. Hur producenten nås.',
  }),
  url: address('For https: what kundhandelseFragaSynkron stands under.'),
  tokenEndpoint: address('For https: where client credentials are exchanged for an access token.'),
  clientId: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' })),
  gatewayHeaders: Type.Optional(
    Type.Boolean({ description: 'For https: client_id and client_secret go along as headers too.' }),
  ),
  service: Type.Optional(
    Type.String({
      pattern: '^[0-9]{10}/[a-z0-9-]{1,64}$',
      description: 'For exchange: `2120000829/customer-events`.',
    }),
  ),
  purpose: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' })),
  legalBasis: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' })),
  announces: Type.Optional(
    Type.Boolean({
      description:
        'For https and exchange: the producer tells the index itself about whom it holds something; else it is asked about everyone.',
    }),
  ),
};

const secret = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 1000,
    pattern: '^[\\x21-\\x7e]+$',
    description: 'For https; kept encrypted, and never told again.',
  }),
);

const example = {
  kind: 'exchange',
  service: '2120000829/customer-events',
  purpose: 'case-overview',
  legalBasis: 'GDPR-6.1.e',
};

/** How a producer is reached, as the operator says it. */
export const reachBody = Type.Object(
  { ...members, clientSecret: secret },
  { additionalProperties: false, examples: [example] },
);

export type ReachBody = Static<typeof reachBody>;

export const reachReply = Type.Object(members, {
  additionalProperties: false,
  examples: [{ ...example, announces: false }],
});

type Member = keyof ReachBody;

/** What each kind needs, and what it may have. */
const membersOf: Readonly<
  Record<string, { readonly needs: readonly Member[]; readonly may: readonly Member[] }>
> = {
  here: { needs: [], may: [] },
  https: {
    needs: ['url', 'tokenEndpoint', 'clientId', 'clientSecret'],
    may: ['gatewayHeaders', 'announces'],
  },
  exchange: { needs: ['service', 'purpose', 'legalBasis'], may: ['announces'] },
};

export interface ParsedReach {
  readonly reach: Reach;
  readonly secret?: string;
}

export function parseReach(body: ReachBody): Result<ParsedReach, readonly LoadFault[]> {
  const { needs = [], may = [] } = membersOf[body.kind] ?? {};
  const given = (Object.keys(body) as Member[]).filter((name) => name !== 'kind');
  const faults = [
    ...needs
      .filter((name) => body[name] === undefined)
      .map((name) => ({ pointer: `/${name}`, detail: `Is needed where kind is ${body.kind}.` })),
    ...given
      .filter((name) => !needs.includes(name) && !may.includes(name))
      .map((name) => ({ pointer: `/${name}`, detail: `Has no place where kind is ${body.kind}.` })),
  ];
  return faults.length > 0 ? fail(faults) : ok(reachOf(body));
}

function reachOf({ clientSecret, ...body }: ReachBody): ParsedReach {
  const { kind, announces = false, gatewayHeaders = false } = body;
  if (kind === 'here') return { reach: { kind } };
  if (kind === 'exchange') {
    const { service = '', purpose = '', legalBasis = '' } = body;
    return { reach: { kind, service, purpose, legalBasis, announces } };
  }
  const { url = '', tokenEndpoint = '', clientId = '' } = body;
  return {
    reach: { kind: 'https', url, tokenEndpoint, clientId, gatewayHeaders, announces },
    ...(clientSecret !== undefined && { secret: clientSecret }),
  };
}
