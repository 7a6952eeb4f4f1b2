import { type Static, Type } from 'typebox';
import { line } from './party.ts';

const reason = line(1000, 'Told to both parties. Skäl.');

/** Revocation and return: a reason is welcome. */
export const endingBody = Type.Object(
  { reason: Type.Optional(reason) },
  { additionalProperties: false, examples: [{ reason: 'Uppdraget är slutfört.' }] },
);
export type EndingBody = Static<typeof endingBody>;

/** Invalidation takes from someone what is hers: a reason is owed. */
export const invalidationBody = Type.Object(
  { reason },
  { additionalProperties: false, examples: [{ reason: 'Fullmaktsgivaren saknade rättshandlingsförmåga.' }] },
);
export type InvalidationBody = Static<typeof invalidationBody>;
