import { swedishTime } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import type { AgreementSignature } from '../domain/matter.ts';
import { email, instant, oneTimeSecret, orgnr, pageOf, reason } from './values.ts';

const entityId = Type.String({
  maxLength: 255,
  pattern: '^https://[\\x21-\\x7e]+$',
  description:
    'The organisation’s name in the federation, under its own domain; the sandbox gives one by itself',
});

export const applicationBody = Type.Object(
  { orgnr, email, entityId: Type.Optional(entityId) },
  { additionalProperties: false, examples: [{ orgnr: '2120003005', email: 'registrator@kommun.example' }] },
);
export type ApplicationBody = Static<typeof applicationBody>;

export const resubmissionBody = Type.Object(
  { reason, email: Type.Optional(email), entityId: Type.Optional(entityId) },
  { additionalProperties: false, examples: [{ reason: 'Firmatecknarna är nu registrerade.' }] },
);
export type ResubmissionBody = Static<typeof resubmissionBody>;

export const stepBody = Type.Object(
  {
    step: Type.String({ pattern: '^[a-z-]{1,40}$' }),
    reason: Type.Optional(reason),
    mend: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 1000 }), {
        maxItems: 20,
        description: 'What the other side has to put right. Vad som ska rättas.',
      }),
    ),
  },
  {
    additionalProperties: false,
    examples: [
      { step: 'return', reason: 'Domännamnet är inte ert.', mend: ['Ange ett entityId på er domän.'] },
    ],
  },
);
export type StepBody = Static<typeof stepBody>;

export const agreementReply = Type.Object(
  {
    version: Type.String(),
    round: Type.Integer(),
    text: Type.String({ description: 'The exact text to sign, as UTF-8. Texten som undertecknas.' }),
    sha256: Type.String({ description: 'Hex.' }),
  },
  { examples: [{ version: '2026-1', round: 1, text: 'ANSLUTNINGSAVTAL FÖR ENA …', sha256: '9f…' }] },
);

export const signatureBody = Type.Object(
  {
    userSignature: Type.String({
      minLength: 1,
      maxLength: 200_000,
      pattern: '^[A-Za-z0-9+/=_-]+$',
      description: 'The claim https://id.oidc.se/claim/userSignature, as the identity service gave it',
    }),
  },
  {
    additionalProperties: false,
    examples: [{ userSignature: 'ZXlKMGVYQWlPaUpsYm1FdGRHVnpkQzF6YVdkdVlYUjFjbVVy' }],
  },
);
export type SignatureBody = Static<typeof signatureBody>;

const signature = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    signedAt: instant,
    loa: Type.Integer({ minimum: 2, maximum: 4 }),
    agreementSha256: Type.String(),
  },
  {
    examples: [
      {
        id: 'signature_019ab3f2c0de7000a1b2c3d4e5f60718',
        name: 'Åsa Testsson',
        signedAt: '2026-11-22T12:00:00+01:00',
        loa: 3,
        agreementSha256: '9f…',
      },
    ],
  },
);
export const signaturePage = pageOf(signature);
export const bySignature = Type.Object({
  id: Type.String({ pattern: '^matter_[0-9a-f]{32}$' }),
  signature: Type.String({ pattern: '^signature_[0-9a-f]{32}$' }),
});

export function renderSignature({ id, name, signedAt, loa, agreementSha256 }: AgreementSignature) {
  return { id, name, signedAt: swedishTime(signedAt), loa, agreementSha256 };
}

export const joinTokenReply = Type.Object(
  {
    joinToken: Type.String({ description: 'Works once. Engångskod.' }),
    expiresAt: instant,
    orgnr: Type.String(),
    organisationName: Type.String(),
    entityId: Type.String(),
    command: Type.String({ description: 'What to run beside the organisation’s systems. Kommando.' }),
  },
  {
    examples: [
      {
        joinToken: 'kX1vE0bqVn2Zr7u5o3y8w6t4s9p2m1l0k8j7h6g5f4d',
        expiresAt: '2026-11-23T12:00:00+01:00',
        orgnr: '2120003005',
        organisationName: 'Uppsala kommun',
        entityId: 'https://2120003005.sandbox.localhost',
        command: 'ena org add 2120003005 --name "Uppsala kommun" --join-token kX1v…',
      },
    ],
  },
);

const publicJwk = Type.Object(
  {
    kty: Type.Literal('EC'),
    crv: Type.Literal('P-256'),
    x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    y: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    kid: Type.String({ pattern: '^[A-Za-z0-9._~-]{1,128}$' }),
    use: Type.Optional(Type.Literal('sig')),
    alg: Type.Optional(Type.Literal('ES256')),
  },
  { additionalProperties: false, description: 'A public ES256 key' },
);

export const joinBody = Type.Object(
  {
    joinToken: oneTimeSecret,
    entityId,
    jwks: Type.Object({ keys: Type.Array(publicJwk, { minItems: 1, maxItems: 10 }) }),
  },
  {
    additionalProperties: false,
    examples: [
      {
        joinToken: 'kX1vE0bqVn2Zr7u5o3y8w6t4s9p2m1l0k8j7h6g5f4d',
        entityId: 'https://2120003005.sandbox.localhost',
        jwks: {
          keys: [
            {
              kty: 'EC',
              crv: 'P-256',
              x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
              y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
              kid: 'k1',
            },
          ],
        },
      },
    ],
  },
);
export type JoinBody = Static<typeof joinBody>;

export const joinReply = Type.Object(
  { orgnr: Type.String(), entityId: Type.String(), state: Type.String() },
  { examples: [{ orgnr: '2120003005', entityId: 'https://2120003005.sandbox.localhost', state: 'active' }] },
);
