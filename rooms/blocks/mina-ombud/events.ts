import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { grantingEvents } from './granting-events.ts';
import { lifeEvents } from './use-cases/mandates/events.ts';

/** Everything that happens to templates, proposals and mandates; the data name ids, never persons. */
export const mandateEvents: readonly EventDefinition[] = [...grantingEvents, ...lifeEvents];
