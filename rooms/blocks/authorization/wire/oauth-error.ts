import { Type } from 'typebox';

/** RFC 6749 §5.2 */
export const oauthErrorBody = Type.Object(
  { error: Type.String(), error_description: Type.Optional(Type.String()) },
  { examples: [{ error: 'invalid_client', error_description: 'The JWT has expired; check the clock.' }] },
);
