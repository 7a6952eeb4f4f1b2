import { Type } from 'typebox';

/*
 * Values that several messages of the contract have in common.
 * https://static.minaombud.se/openapi/dfm_konsument_v2.yaml, components
 */

/** Ten digits, without the prefix 16. */
export const Organisationsnummer = Type.String({ pattern: '^[0-9]{10}$' });

export const FullmaktId = Type.String({ format: 'uuid' });

export const BehorighetKod = Type.String({
  pattern: '^[\\u0021-\\u007e\\u00a1-\\u00ff]*$',
  minLength: 1,
  maxLength: 255,
});

export const FullmaktsgivareRoll = Type.Union([Type.Literal('PRIVAT'), Type.Literal('ORGANISATION')]);

/** `HISTORISK`: ended or run out. `AKTUELL`: neither. `GILTIG`: neither, and begun. */
export const FullmaktStatus = Type.Union([
  Type.Literal('HISTORISK'),
  Type.Literal('AKTUELL'),
  Type.Literal('GILTIG'),
]);

export const FullmaktPart = Type.Union([
  Type.Literal('FULLMAKTSHAVARE'),
  Type.Literal('FULLMAKTSGIVARE'),
  Type.Literal('TREDJEMAN'),
  /** Version 2 only. */
  Type.Literal('UTDELARE'),
]);

export const Datum = Type.String({ format: 'date' });

/** Whole seconds with the Swedish offset where we write it: Java clients drop trailing zeros of a fraction. */
export const Tidpunkt = Type.String({ format: 'date-time' });

/** Flattened JWS over the object that it stands in, without this member; detached (RFC 7515 §7.2.2, appendix F). */
export const JwsSig = Type.Object({
  protected: Type.Optional(Type.String()),
  header: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  signature: Type.String(),
});
