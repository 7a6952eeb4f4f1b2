import type { AuditRule, AuthRule, LimitRule } from '@ena/kernel/http/route.ts';

/** Rules that several rows of this room's tables share. */
export const open: AuthRule = {
  kind: 'public',
  why: 'Statements of trust are for everyone; they carry their own signature.',
};
export const operator: AuthRule = { kind: 'operator' };
export const signed: AuthRule = {
  kind: 'self-signed',
  why: 'The body is signed with a federation key that is registered for its subject.',
};

export const unrecorded: AuditRule = {
  record: 'never',
  why: 'Reads public statements, and thousands of times a second.',
};
export const recorded: AuditRule = { record: 'always' };

export const often: LimitRule = { bodyBytes: 0, perMinute: 300_000 };
export const sometimes: LimitRule = { bodyBytes: 0, perMinute: 600 };
