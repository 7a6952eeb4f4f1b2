import { type Static, Type } from 'typebox';
import type { Limit, Permission } from '../../domain/mandate.ts';
import { line } from './party.ts';

/** `BehorighetKod` of the published contract. */
export const permissionCode = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '^[\\u0021-\\u007e\\u00a1-\\u00ff]+$',
  description: 'Unique within a relying party. Behörighetskod.',
});

export const permissionMembers = {
  code: permissionCode,
  title: line(100, 'Rubrik.'),
  description: Type.Optional(line(500, 'Beskrivning.')),
};

export const permissionReply = Type.Object(permissionMembers, {
  examples: [{ code: 'lov-ansok', title: 'Ansöka om bygglov' }],
});

export const limitKind = Type.String({ enum: ['case', 'property', 'unit'] });

/** What a mandate is limited to. */
export const limit = Type.Object(
  {
    kind: limitKind,
    value: line(100, 'As the relying party writes it. Ärende, fastighet eller enhet.'),
  },
  { additionalProperties: false, examples: [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }] },
);

export function toLimit({ kind, value }: Static<typeof limit>): Limit {
  return { kind: kind as Limit['kind'], value };
}

export function renderPermission({ code, title, description }: Permission) {
  return { code, title, ...(description !== undefined && { description }) };
}
