import { type Static, Type } from 'typebox';

const type = Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000]*$' });
const entity = Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000]*$' });

/** OpenID Federation 1.0 §8.6.1; required members have an error body of the specification's own. */
export const trustMarkQuery = Type.Object({
  trust_mark_type: Type.Optional(type),
  sub: Type.Optional(entity),
});

/** The GET form of Sweden Connect's service. */
export const statusQuery = Type.Object({
  trust_mark_type: Type.Optional(type),
  sub: Type.Optional(entity),
  iat: Type.Optional(Type.Integer({ minimum: 0, maximum: 253402300799 })),
});

/** §8.4.1: the form's one field. */
export const statusForm = Type.Object({ trust_mark: Type.String({ minLength: 1, maxLength: 16_384 }) });

export type TrustMarkQuery = Static<typeof trustMarkQuery>;
export type StatusQuery = Static<typeof statusQuery>;
export type StatusForm = Static<typeof statusForm>;

export const trustMarkMedia = 'application/trust-mark+jwt';
export const statusMedia = 'application/trust-mark-status-response+jwt';
