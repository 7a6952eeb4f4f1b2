import type { AuditRule, AuthRule, LimitRule } from '@ena/kernel/http/route.ts';

export const scopes = {
  evaluate: 'access:evaluate',
  read: 'access-policy:read',
  write: 'access-policy:write',
} as const;

/** Rules that several rows of the decision tables share. */
export const evaluator: AuthRule = { kind: 'scope', scope: scopes.evaluate };
export const reader: AuthRule = { kind: 'scope', scope: scopes.read };
export const writer: AuthRule = { kind: 'scope', scope: scopes.write };
export const recorded: AuditRule = { record: 'always' };

/** Enforcement points ask for every call that they let through. */
export const constantly: LimitRule = { bodyBytes: 64 * 1024, perMinute: 600_000 };
export const constantlyMany: LimitRule = { bodyBytes: 1024 * 1024, perMinute: 60_000 };
export const oftenSearching: LimitRule = { bodyBytes: 64 * 1024, perMinute: 6_000 };
export const reading: LimitRule = { bodyBytes: 0, perMinute: 6_000 };
export const writing: LimitRule = { bodyBytes: 1024 * 1024, perMinute: 6_000 };
