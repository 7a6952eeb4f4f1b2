import { swedishTime } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import type { Decision, DecisionQuestion, FailedMandate } from '../../domain/decision.ts';
import { decisionText } from '../../domain/decision-texts.ts';
import type { Party } from '../../domain/party.ts';
import { readable } from './party.ts';
import { limit, toLimit } from './permission.ts';

const naturalKinds = ['person', 'coordinated', 'temporary'] as const;

const party = Type.Object(
  {
    kind: Type.Unsafe<Party['kind']>(
      Type.String({
        enum: [...naturalKinds, 'organisation'],
        description:
          'person: personnummer; coordinated: samordningsnummer; organisation: organisationsnummer.',
      }),
    ),
    id: Type.String({
      pattern: '^[0-9]{10}(?:[0-9]{2})?$',
      description: 'Twelve digits for persons, ten for organisations. Nummer.',
    }),
  },
  { additionalProperties: false },
);

const orgnr = Type.String({ pattern: '^[0-9]{10}$' });

/** Body of `POST /mandates/v1/decisions`. */
export const decisionBody = Type.Object(
  {
    actor: party,
    permission: Type.String({ minLength: 1, maxLength: 255, description: 'Code. Behörighetens kod.' }),
    grantor: party,
    grantorRole: Type.Optional(
      Type.Unsafe<'private' | 'organisation'>(Type.String({ enum: ['private', 'organisation'] })),
    ),
    relyingParty: orgnr,
    about: Type.Optional(
      Type.Array(limit, {
        maxItems: 20,
        description: 'Which things the question is about. Vilka ärenden, fastigheter, enheter frågan gäller.',
      }),
    ),
    day: Type.Optional(
      Type.String({ format: 'date', description: 'Default: today in Sweden. Dag; annars i dag.' }),
    ),
    purpose: readable(200, 'Why you ask; shown to both parties of the mandate. Varför du frågar.'),
    service: Type.String({
      pattern: '^[a-zA-Z0-9._-]{1,100}$',
      description: 'The e-service that asks. E-tjänst.',
    }),
  },
  {
    additionalProperties: false,
    examples: [
      {
        actor: { kind: 'person', id: '198101052382' },
        permission: 'bygglov.ansok',
        grantor: { kind: 'person', id: '198302012392' },
        relyingParty: '2120000829',
        about: [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }],
        purpose: 'bygglovsansökan',
        service: 'bygglov',
      },
    ],
  },
);

const link = Type.Object({
  kind: Type.String({ enum: ['mandate', 'signs-alone'] }),
  id: Type.Optional(Type.String()),
  reference: Type.Optional(Type.String()),
  organisation: Type.Optional(Type.String()),
});

export const decisionReply = Type.Object(
  {
    allowed: Type.Boolean(),
    code: Type.String({ description: '`allowed`, or what is missing.' }),
    sv: Type.String(),
    en: Type.String(),
    chain: Type.Array(link, { description: 'From the grantor to the actor.' }),
    mandate: Type.Optional(
      Type.Object(
        {
          id: Type.String(),
          reference: Type.String(),
          endedBy: Type.Optional(
            Type.String({
              enum: ['grantor', 'holder', 'relying-party', 'delegator'],
              description: 'Revoked, returned, invalidated, or passed on by someone who ended it. Av vem.',
            }),
          ),
          endedAt: Type.Optional(Type.String({ format: 'date-time', description: 'När.' })),
        },
        { description: 'With a denial: the mandate that `code` is about. Fullmakten som inte räcker.' },
      ),
    ),
  },
  {
    examples: [
      {
        allowed: false,
        code: 'ended',
        sv: 'Fullmakten har återkallats av den som gav den.',
        en: 'The mandate was revoked by the one who gave it.',
        chain: [],
        mandate: {
          id: '95189b70-c0cc-432f-a1ef-bb75b876ab75',
          reference: 'MOP0000000021',
          endedBy: 'grantor',
          endedAt: '2026-11-22T12:00:00+01:00',
        },
      },
      {
        allowed: true,
        code: 'allowed',
        sv: 'Det finns en gällande fullmakt för detta.',
        en: 'There is a mandate in force for this.',
        chain: [{ kind: 'mandate', id: '95189b70-c0cc-432f-a1ef-bb75b876ab75', reference: 'MOP0000000021' }],
      },
    ],
  },
);

export type DecisionBody = Static<typeof decisionBody>;

export function parseDecision({
  purpose,
  service,
  about,
  ...question
}: DecisionBody): Omit<DecisionQuestion, 'day'> & { readonly day?: string } {
  return { ...question, ...(about !== undefined && { about: about.map(toLimit) }) };
}

export function renderDecision(decision: Decision): Static<typeof decisionReply> {
  const text = decisionText(decision);
  if (decision.kind === 'allowed')
    return { allowed: true, code: 'allowed', ...text, chain: [...decision.chain] };
  const { missing: code, mandate } = decision;
  return { allowed: false, code, ...text, chain: [], ...(mandate && { mandate: renderFailed(mandate) }) };
}

function renderFailed({ id, reference, ended }: FailedMandate) {
  return { id, reference, ...(ended && { endedBy: ended.by, endedAt: swedishTime(ended.at) }) };
}
