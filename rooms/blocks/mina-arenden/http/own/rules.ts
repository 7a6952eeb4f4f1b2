import type { AuditRule, AuthRule, LimitRule } from '@ena/kernel/http/route.ts';

/** Rules that several rows of our own API share. */
export const operator: AuthRule = { kind: 'operator' };
/** The producer's load key as a bearer token, or an access token of its organisation. */
export const producer: AuthRule = { kind: 'scope', scope: 'cases:load' };
/** A person who looks at cases of her own, or of whom she acts for; what is under a veil asks for more. */
export const ownCases: AuthRule = { kind: 'person', scope: 'cases:own', loa: 2 };
export const open: AuthRule = {
  kind: 'public',
  why: 'Names and texts of event types, nothing about anyone.',
};

export const recorded: AuditRule = { record: 'always' };
export const publicRead: AuditRule = { record: 'never', why: 'Public reads of what is about no one.' };

export const reads: LimitRule = { bodyBytes: 0, perMinute: 600 };
export const writes: LimitRule = { bodyBytes: 16_384, perMinute: 600 };
export const ids: LimitRule = { bodyBytes: 524_288, perMinute: 600 };
/** Each may look through all that one has. */
export const searches: LimitRule = { bodyBytes: 16_384, perMinute: 120 };
/** A thousand ids and reasons at their longest. */
export const retractions: LimitRule = { bodyBytes: 2_097_152, perMinute: 600 };
/** A thousand events of 16 kB; who has larger ones sends fewer at a time. */
export const loads: LimitRule = { bodyBytes: 16_777_216, perMinute: 6000 };
