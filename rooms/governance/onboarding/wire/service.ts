import { type Static, Type } from 'typebox';
import type { JsonObject } from '../domain/matter.ts';

const title = Type.String({ minLength: 1, maxLength: 200 });
const metadata = Type.Unsafe<JsonObject>(
  Type.Object(
    {},
    { additionalProperties: true, description: 'Metadata of the entity type, as OpenID Federation has it' },
  ),
);

export const serviceBody = Type.Object(
  {
    title,
    name: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9-]{1,64}$',
        description:
          'The service gets an entity of its own with this name; absent: the organisation’s entity',
      }),
    ),
    entityType: Type.String({ pattern: '^[a-z0-9_-]{1,64}$' }),
    metadata,
  },
  {
    additionalProperties: false,
    examples: [
      {
        title: 'E-tjänst för bygglov',
        name: 'bygglov',
        entityType: 'oauth_client',
        metadata: { client_name: 'Bygglov', token_endpoint_auth_method: 'private_key_jwt' },
      },
    ],
  },
);
export type ServiceBody = Static<typeof serviceBody>;

export const serviceDraftBody = Type.Object(
  { title, metadata },
  {
    additionalProperties: false,
    examples: [{ title: 'E-tjänst för bygglov', metadata: { client_name: 'Bygglov' } }],
  },
);
export type ServiceDraftBody = Static<typeof serviceDraftBody>;
