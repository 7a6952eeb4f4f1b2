import { type Static, Type } from 'typebox';
import type { NamedParty } from '../../domain/party.ts';
import type { Template, TemplateContent } from '../../domain/template.ts';
import { openTemplateSteps } from '../../domain/template-life.ts';
import { pageOf } from './page.ts';
import { line, orgnr, uuid } from './party.ts';
import { limitKind, permissionMembers } from './permission.ts';

const contentExample = {
  title: 'Sköta bygglov',
  description: 'Ansöka om lov och ta emot beslut i byggärenden.',
  grantorRoles: ['private', 'organisation'],
  holderRoles: ['person', 'organisation'],
  permissions: [
    { code: 'lov-las', title: 'Läsa ärendet', obligatory: true },
    { code: 'lov-ansok', title: 'Ansöka om lov', obligatory: false },
  ],
  longestMonths: 36,
  endRequired: true,
  mayDelegate: true,
  limits: ['case', 'property'],
  byLaw: [],
};

const contentMembers = {
  title: line(100, 'Rubrik.'),
  description: line(500, 'Beskrivning.'),
  grantorRoles: Type.Array(Type.String({ enum: ['private', 'organisation'] }), { minItems: 1, maxItems: 2 }),
  holderRoles: Type.Array(Type.String({ enum: ['person', 'organisation'] }), { minItems: 1, maxItems: 2 }),
  permissions: Type.Array(
    Type.Object(
      {
        ...permissionMembers,
        obligatory: Type.Boolean({ description: 'Whoever uses the template must grant it. Obligatorisk.' }),
      },
      { additionalProperties: false },
    ),
    { minItems: 1, maxItems: 200 },
  ),
  longestMonths: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 300, description: 'Längsta giltighetstid i månader.' }),
  ),
  endRequired: Type.Boolean({ description: 'Whether a last day must be given. Slutdatum krävs.' }),
  mayDelegate: Type.Boolean({ description: 'Whether it may be passed on. Får delas vidare.' }),
  limits: Type.Array(limitKind, { maxItems: 3, description: 'Which limits may be set. Begränsningar.' }),
  byLaw: Type.Array(Type.String({ enum: ['custody', 'guardian', 'administrator'] }), {
    maxItems: 3,
    description:
      'Relations that give these permissions by law, each custodian alone. Vårdnadshavare, god man, förvaltare.',
  }),
};

/** What a mandate made from the template may say. */
export const templateBody = Type.Object(contentMembers, {
  additionalProperties: false,
  examples: [contentExample],
});
export type TemplateBody = Static<typeof templateBody>;

export const templateStepBody = Type.Object(
  {
    step: Type.String({ enum: ['publish', 'unpublish', 'block', 'unblock'] }),
    reason: line(1000, 'Why. Skäl.'),
  },
  { additionalProperties: false, examples: [{ step: 'publish', reason: 'Granskad av juristerna.' }] },
);
export type TemplateStepBody = Static<typeof templateStepBody>;

const reference = { id: uuid, version: Type.Integer({ minimum: 1 }) };

export const adoptionBody = Type.Object(
  { template: uuid, version: Type.Integer({ minimum: 1, description: 'The version that you have read.' }) },
  {
    additionalProperties: false,
    examples: [{ template: '5a0f7a9e-6b1c-4f83-9d0e-3a52f1f0c7aa', version: 2 }],
  },
);
export type AdoptionBody = Static<typeof adoptionBody>;

export const templateReply = Type.Object(
  {
    ...reference,
    owner: Type.Optional({ ...orgnr, description: 'The relying party; absent for a national template.' }),
    adoptedFrom: Type.Optional(Type.Object(reference, { description: 'The national template.' })),
    state: Type.String({ enum: ['draft', 'published', 'unpublished', 'blocked'] }),
    content: Type.Object(contentMembers),
    revision: Type.Integer({ minimum: 1, description: 'Send it as If-Match: "<revision>" with a step.' }),
    mayDo: Type.Array(Type.String(), { description: 'What the caller may do now. Vad anroparen får göra.' }),
  },
  {
    examples: [
      {
        id: '5a0f7a9e-6b1c-4f83-9d0e-3a52f1f0c7aa',
        version: 1,
        owner: '2120000829',
        state: 'published',
        content: contentExample,
        revision: 2,
        mayDo: [],
      },
    ],
  },
);
export const templatePage = pageOf(templateReply, '/mandates/v1/templates');

export const relyingPartyReply = Type.Object(
  { orgnr, name: Type.String() },
  { examples: [{ orgnr: '2120000829', name: 'Karlskrona kommun' }] },
);
export const relyingPartyPage = pageOf(relyingPartyReply, '/mandates/v1/relying-parties');

/** The schema has checked the words; here they get the domain's types. */
export function toTemplateContent(body: TemplateBody): TemplateContent {
  const { permissions, ...rest } = body as TemplateBody &
    Pick<TemplateContent, 'grantorRoles' | 'holderRoles'>;
  return { ...rest, permissions } as TemplateContent;
}

/** `keeping`: as whoever keeps it sees it, with what can be done. */
export function renderTemplate(template: Template, keeping: boolean) {
  const { id, version, owner, adoptedFrom, state, content, revision } = template;
  const steps = keeping ? openTemplateSteps(state, adoptedFrom !== undefined) : [];
  return {
    id,
    version,
    ...(owner !== undefined && { owner }),
    ...(adoptedFrom !== undefined && { adoptedFrom }),
    state,
    content,
    revision,
    mayDo: [...steps],
  };
}

export function renderRelyingParty({ id, name }: NamedParty) {
  return { orgnr: id, name };
}
