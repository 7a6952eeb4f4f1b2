import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { pagingQuery } from '@ena/kernel/http/paging.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { second, swedishTime } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ClaimedInventory, GivenGrant, Inventory, ToldGrant } from '../domain/inventory.ts';
import { instant, pageOf } from './values.ts';

export const inventoryType = 'ena-inventory+jwt';
export const largestInventory = 1024 * 1024;

const name = Type.String({ pattern: '^[a-z0-9-]{1,64}$' });
const words = Type.String({ minLength: 1, maxLength: 500 });
const seconds = Type.Integer({ minimum: 0, maximum: 253402300799 });

const operation = Type.Object({
  method: Type.String({ pattern: '^[A-Z]{3,10}$' }),
  path: Type.String({ minLength: 1, maxLength: 500 }),
});
const operations = Type.Array(operation, { maxItems: 500 });

const system = Type.Object({
  name,
  auth: Type.Union([Type.Literal('loopback'), Type.Literal('key'), Type.Literal('mtls')], {
    description: 'How the system proves itself to the connector. Hur systemet legitimerar sig.',
  }),
});

const service = Type.Object({ id: name, title: words, operations });

/** The third digit keeps sole traders, whose number is a personal identity number, out of the hub. */
const consumer = Type.String({
  pattern: '^[0-9]{2}[2-9][0-9]{7}(/[a-z0-9-]{1,64})?$',
  description: 'An organisation or one of its systems. Konsument.',
});

const terms = {
  id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$' }),
  consumer,
  service: name,
  operations,
  purposes: Type.Array(words, { maxItems: 100 }),
  legalBasis: Type.Array(words, { maxItems: 100 }),
  validFrom: instant,
  validTo: Type.Optional(instant),
  agreement: words,
};

const grantClaim = Type.Object(terms);

/** The claims that a connector signs (RFC 7519); `iss` is its organisation's entity id, `aud` the trust anchor's. */
const claims = Compile(
  Type.Object({
    iss: Type.String({ maxLength: 255 }),
    aud: Type.String({ maxLength: 255 }),
    iat: seconds,
    exp: seconds,
    systems: Type.Array(system, { maxItems: 1000 }),
    services: Type.Array(service, { maxItems: 1000 }),
    grants: Type.Array(grantClaim, { maxItems: 2000 }),
  }),
);

/** Reads the claims WITHOUT checking the signature. The error names the member at fault and repeats nothing of it. */
export function parseInventory(jwt: string): Result<ClaimedInventory, string> {
  const decoded = decodeJwtUnverified(jwt);
  if (decoded === undefined) return fail('body must be a signed JWT in compact form');
  const said: unknown = decoded.payload;
  if (!claims.Check(said)) {
    const [first] = claims.Errors(said);
    return fail(`claim ${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`);
  }
  const wrong = said.grants.findIndex(({ validFrom, validTo }) => !areTimes(validFrom, validTo));
  if (wrong !== -1) return fail(`claim /grants/${wrong} has a time that is none`);
  return ok({
    jwt,
    entityId: said.iss,
    audience: said.aud,
    issuedAt: said.iat * second,
    expiresAt: said.exp * second,
    systems: said.systems.map(({ name: one, auth }) => ({ name: one, auth })),
    services: said.services.map(({ id, title, operations: list }) => ({ id, title, operations: list })),
    grants: said.grants.map(grantOf),
  });
}

function areTimes(...times: readonly (string | undefined)[]): boolean {
  return times.every((time) => time === undefined || !Number.isNaN(Date.parse(time)));
}

function grantOf(said: Static<typeof grantClaim>): GivenGrant {
  const { id, consumer: whom, service: what, operations: list, purposes, legalBasis, agreement } = said;
  return {
    id,
    consumer: whom,
    service: what,
    operations: list,
    purposes,
    legalBasis,
    agreement,
    validFrom: Date.parse(said.validFrom),
    ...(said.validTo !== undefined && { validTo: Date.parse(said.validTo) }),
  };
}

/** The body as it comes: a compact JWT. */
export const inventoryJwt = Type.String({ minLength: 1, description: 'Inventory, a signed JWT' });

const exampleOperation = { method: 'POST', path: '/organisationer' };

export const inventoryReceiptReply = Type.Object(
  { orgnr: Type.String(), toldAt: instant },
  { examples: [{ orgnr: '2120000829', toldAt: '2026-11-22T12:00:00+01:00' }] },
);

export const inventoryReply = Type.Object(
  {
    orgnr: Type.String(),
    entityId: Type.String(),
    toldAt: Type.String({
      format: 'date-time',
      description: 'When the connector wrote it. När anslutningen skrev den.',
    }),
    systems: Type.Array(system),
    services: Type.Array(service),
  },
  {
    examples: [
      {
        orgnr: '2120000829',
        entityId: 'https://2120000829.sandbox.localhost',
        toldAt: '2026-11-22T12:00:00+01:00',
        systems: [{ name: 'verksamhet', auth: 'loopback' }],
        services: [{ id: 'bygglov', title: 'Bygglov', operations: [exampleOperation] }],
      },
    ],
  },
);

export const grantQuery = Type.Object({
  ...pagingQuery,
  direction: Type.Union([Type.Literal('given'), Type.Literal('received')], {
    description: 'Given by the organisation, or received by it. Lämnade eller mottagna.',
  }),
});
export type GrantQuery = Static<typeof grantQuery> & { readonly limit: number; readonly page: number };

export const grantPage = pageOf(
  Type.Object(
    { ...terms, provider: Type.String({ description: 'Who gives it. Producent.' }), toldAt: instant },
    {
      examples: [
        {
          id: 'grant_019ab3f2c0de7000a1b2c3d4e5f60718',
          provider: '2021005489',
          consumer: '2120000829',
          service: 'foretag',
          operations: [exampleOperation],
          purposes: ['handlaggning'],
          legalBasis: ['GDPR-6.1.e'],
          validFrom: '2026-11-22T12:00:00+01:00',
          agreement: 'Avtal 2026-1',
          toldAt: '2026-11-22T12:00:00+01:00',
        },
      ],
    },
  ),
);

export function renderInventory(held: Omit<Inventory, 'grants'>) {
  return {
    orgnr: held.organisationNumber,
    entityId: held.entityId,
    toldAt: swedishTime(held.issuedAt),
    systems: held.systems,
    services: held.services,
  };
}

export function renderGrant({ validFrom, validTo, toldAt, ...rest }: ToldGrant) {
  return {
    ...rest,
    validFrom: swedishTime(validFrom),
    ...(validTo !== undefined && { validTo: swedishTime(validTo) }),
    toldAt: swedishTime(toldAt),
  };
}
