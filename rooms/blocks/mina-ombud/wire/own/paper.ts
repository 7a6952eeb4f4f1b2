import { type Static, Type } from 'typebox';
import type { Mandate } from '../../domain/mandate.ts';
import type { Party } from '../../domain/party.ts';
import { calendarDay, line, uuid } from './party.ts';
import { limit, permissionCode, toLimit } from './permission.ts';

/** A party as the document has it; the names are used where no register knows the number. */
const writtenParty = Type.Object(
  {
    kind: Type.String({ enum: ['person', 'coordinated', 'temporary', 'organisation'] }),
    id: Type.String({ pattern: '^([0-9]{10}|[0-9]{12})$' }),
    name: Type.Optional(line(255)),
    givenName: Type.Optional(line(255)),
  },
  { additionalProperties: false },
);

/** What a case handler has read in a document on paper. */
export const paperBody = Type.Object(
  {
    template: uuid,
    grantor: writtenParty,
    grantorRole: Type.String({ enum: ['private', 'organisation'] }),
    holders: Type.Array(writtenParty, { minItems: 1, maxItems: 50 }),
    permissions: Type.Array(permissionCode, { minItems: 1, maxItems: 200 }),
    limits: Type.Optional(Type.Array(limit, { maxItems: 50 })),
    validFrom: calendarDay,
    validTo: Type.Optional(calendarDay),
    mayDelegate: Type.Optional(Type.Boolean()),
    signers: Type.Array(writtenParty, {
      minItems: 1,
      maxItems: 20,
      description: 'Who signed the document. Vem som har skrivit under.',
    }),
    signedOn: calendarDay,
    documentHash: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description:
        'SHA-256 in hex of the scanned file, which you keep. Kontrollsumma för den skannade handlingen.',
    }),
    reason: line(1000, 'Why it is on paper. Skäl.'),
  },
  {
    additionalProperties: false,
    examples: [
      {
        template: '5b1f7c1e-7f0e-4c3b-8a5d-1f2e3d4c5b6a',
        grantor: { kind: 'person', id: '198101052382' },
        grantorRole: 'private',
        holders: [{ kind: 'person', id: '199103302387', name: 'Öberg', givenName: 'Örjan' }],
        permissions: ['hemtjanst-ansok'],
        validFrom: '2026-11-22',
        validTo: '2027-11-21',
        signers: [{ kind: 'person', id: '198101052382' }],
        signedOn: '2026-11-20',
        documentHash: 'c'.repeat(64),
        reason: 'Fullmaktsgivaren saknar e-legitimation.',
      },
    ],
  },
);
export type PaperBody = Static<typeof paperBody>;

export function toPaper({
  grantor,
  grantorRole,
  holders,
  signers,
  permissions,
  limits = [],
  ...rest
}: PaperBody) {
  const { mayDelegate = false, ...terms } = rest;
  return {
    ...terms,
    mayDelegate,
    codes: permissions,
    limits: limits.map(toLimit),
    grantorRole: grantorRole as Mandate['grantorRole'],
    grantor: toWritten(grantor),
    holders: holders.map(toWritten),
    signers: signers.map(toWritten),
  };
}

function toWritten({ kind, ...rest }: Static<typeof writtenParty>) {
  return { kind: kind as Party['kind'], ...rest };
}
