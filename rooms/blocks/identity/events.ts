import type { EventDefinition } from '@ena/kernel/events/event.ts';

/** None: a log-in is told to the client and to the audit trail, and to nobody else. */
export const identityEvents: readonly EventDefinition[] = [];
