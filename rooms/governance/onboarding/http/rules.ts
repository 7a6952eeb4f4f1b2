import type { AuditRule, AuthRule, LimitRule } from '@ena/kernel/http/route.ts';

/** Rules that several rows of this room's tables share. */
export const self: AuthRule = { kind: 'person', scope: 'onboarding:self' };
export const review: AuthRule = { kind: 'person', scope: 'onboarding:review' };
export const operator: AuthRule = { kind: 'operator' };

export const recorded: AuditRule = { record: 'always' };

export const reads: LimitRule = { bodyBytes: 0, perMinute: 600 };
export const writes: LimitRule = { bodyBytes: 131_072, perMinute: 120 };
/** An e-signature holds the evidence of the provider that vouched. */
export const signatureWrites: LimitRule = { bodyBytes: 262_144, perMinute: 60 };
