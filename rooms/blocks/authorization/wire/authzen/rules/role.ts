import { type Static, Type } from 'typebox';
import type { Role } from '../../../domain/decision/rules.ts';
import { name, type RuleForm } from './rule.ts';

const closed = { additionalProperties: false } as const;

export const roleBody = Type.Object(
  {
    name,
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    includes: Type.Optional(Type.Array(name, { maxItems: 100 })),
    permissions: Type.Optional(
      Type.Array(
        Type.Object(
          {
            resourceType: name,
            resourceId: Type.Optional(name),
            actions: Type.Array(name, { minItems: 1, maxItems: 200 }),
          },
          closed,
        ),
        { maxItems: 1000 },
      ),
    ),
  },
  {
    ...closed,
    examples: [
      {
        name: 'handläggare',
        includes: ['läsare'],
        permissions: [{ resourceType: 'ärende', actions: ['ändra'] }],
      },
    ],
  },
);

type RoleMessage = Static<typeof roleBody>;

export const roleForm: RuleForm<'role', RoleMessage> = {
  kind: 'role',
  collection: 'roles',
  toValue: (body): Role => ({
    name: body.name,
    description: body.description ?? '',
    includes: body.includes ?? [],
    permissions: body.permissions ?? [],
  }),
  render: (role) => ({ ...role }),
};
