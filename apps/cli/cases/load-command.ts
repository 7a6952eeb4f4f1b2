import type { CaseProducer } from '@ena/client/cases-admin.ts';
import { loadedEvent } from '../life-events/wire/load-event.ts';

/** A test person of the sandbox, Wilma Testberg. */
const customer = '198211242386';

/** The one line with which the producer loads an event about a test person of the sandbox. */
export function loadCommand({ id, prefix, loadUrl }: CaseProducer, key: string, now: number): string {
  const event = loadedEvent({
    id: `${id}-1`,
    customer,
    caseId: `${prefix}-1`,
    type: `${prefix}.BYGGLOV.ANSOKAN_MOTTAGEN`,
    title: 'Ansökan om bygglov mottagen',
    description: 'Vi har tagit emot din ansökan om bygglov.',
    at: now,
  });
  const headers = `-H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json'`;
  return `curl -s ${loadUrl} ${headers} -d '[${JSON.stringify(event)}]'`;
}
