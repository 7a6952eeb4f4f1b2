import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import type { Grant } from '../../../domain/decision/rules.ts';
import { instant, name, type RuleForm, reference } from './rule.ts';

const closed = { additionalProperties: false } as const;
const names = Type.Optional(Type.Array(name, { minItems: 1, maxItems: 100 }));

export const grantBody = Type.Object(
  {
    subject: reference,
    resource: Type.Object({ type: name, id: Type.Optional(name) }, closed),
    operations: Type.Array(
      Type.Object({ action: name, path: Type.Optional(Type.String({ maxLength: 500 })) }, closed),
      { minItems: 1, maxItems: 200 },
    ),
    purposes: names,
    legalBases: names,
    trustMarks: names,
    validFrom: instant,
    validTo: Type.Optional(instant),
    agreement: Type.String({ minLength: 1, maxLength: 200 }),
  },
  {
    ...closed,
    examples: [
      {
        subject: { type: 'organisation', id: '2120000829' },
        resource: { type: 'service', id: '2021000225/arende' },
        operations: [{ action: 'GET', path: '/arenden/{id}' }],
        purposes: ['handläggning'],
        validFrom: '2026-01-01T00:00:00+01:00',
        agreement: 'Överenskommelse 17',
      },
    ],
  },
);

type GrantMessage = Static<typeof grantBody>;

export const grantForm: RuleForm<'grant', GrantMessage> = {
  kind: 'grant',
  collection: 'grants',
  toValue: ({ validFrom, validTo, ...rest }): Grant => ({
    ...rest,
    validFrom: Date.parse(validFrom),
    ...(validTo === undefined ? {} : { validTo: Date.parse(validTo) }),
  }),
  render: ({ validFrom, validTo, ...rest }) => ({
    ...rest,
    validFrom: rfc3339(validFrom),
    ...(validTo === undefined ? {} : { validTo: rfc3339(validTo) }),
  }),
};
