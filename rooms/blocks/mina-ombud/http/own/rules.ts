import type { AuditRule, AuthRule, LimitRule } from '@ena/kernel/http/route.ts';

/** Rules that several rows of our own API share. */
export const self: AuthRule = { kind: 'person', scope: 'mandates:self', loa: 3 };
export const handler: AuthRule = { kind: 'person', scope: 'mandates:handle', loa: 3 };
export const operator: AuthRule = { kind: 'operator' };

export const recorded: AuditRule = { record: 'always' };

export const reads: LimitRule = { bodyBytes: 0, perMinute: 600 };
export const writes: LimitRule = { bodyBytes: 65_536, perMinute: 120 };
/**
 * Where a number is answered with the name that a register has: nobody asks a register through us row by row. The body
 * may name two hundred codes and fifty holders, each as long as may be.
 */
export const namings: LimitRule = { bodyBytes: 196_608, perMinute: 20 };
/** Two hundred permissions with titles and descriptions, each as long as may be. */
export const templates: LimitRule = { bodyBytes: 524_288, perMinute: writes.perMinute };
/** A signature carries a chain of certificates. */
export const signatureWrites: LimitRule = { bodyBytes: 262_144, perMinute: 60 };
