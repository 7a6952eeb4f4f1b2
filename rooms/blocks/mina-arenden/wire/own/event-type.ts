import { pagingQuery } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import type { EventType, PermissionMapping } from '../../domain/catalogue.ts';
import { producerIdForm } from '../../domain/producer.ts';

const text = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]*$' });
const name = Type.String({ maxLength: 200, pattern: '^[A-Z0-9_.]+$' });

export const typeBody = Type.Object(
  { sv: text, en: text },
  {
    additionalProperties: false,
    examples: [{ sv: 'Ansökan om bygglov mottagen', en: 'Building permit: application received' }],
  },
);

export type TypeBody = Static<typeof typeBody>;

export const typeReply = Type.Object(
  { name, producer: Type.Optional(Type.String()), sv: text, en: text },
  {
    examples: [
      {
        name: 'TESTKOP.BYGGLOV.ANSOKAN_MOTTAGEN',
        producer: 'testkommunen',
        sv: 'Ansökan om bygglov mottagen',
        en: 'Building permit: application received',
      },
    ],
  },
);

export const typesQuery = Type.Object(
  {
    ...pagingQuery,
    producer: Type.Optional(Type.String({ pattern: producerIdForm })),
    shared: Type.Optional(
      Type.Boolean({ description: 'true: those that all share; false: producers’ own. Gemensamma typer.' }),
    ),
  },
  { additionalProperties: false },
);

export const byType = Type.Object({ name });
export const byProducerType = Type.Object({ producer: Type.String({ pattern: producerIdForm }), name });

export function renderType({ name, producer, texts }: EventType) {
  return { name, ...(producer !== undefined && { producer }), ...texts };
}

const code = Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9._-]+$' });
const filters = Type.Array(Type.String({ maxLength: 200, pattern: '^[A-Z]+(?:\\.[A-Z0-9_]+)*$' }), {
  maxItems: 100,
  uniqueItems: true,
});

export const mappingBody = Type.Object(
  { types: filters },
  { additionalProperties: false, examples: [{ types: ['TESTKOP.BYGGLOV'] }] },
);

export type MappingBody = Static<typeof mappingBody>;

export const mappingReply = Type.Object(
  { code, types: filters },
  { examples: [{ code: 'lov-ansok', types: ['TESTKOP.BYGGLOV'] }] },
);

export const byProducerCode = Type.Object({ producer: Type.String({ pattern: producerIdForm }), code });
export const pageQuery = Type.Object(pagingQuery, { additionalProperties: false });

export function renderMapping({ code: permission, types }: PermissionMapping) {
  return { code: permission, types: [...types] };
}
