import type { Clock } from '@ena/kernel/time.ts';
import { sandboxHandler, sandboxMandates } from '../data/sandbox-mandates.ts';
import { sandboxTemplates } from '../data/sandbox-templates.ts';
import { automaticReasons } from '../domain/automatic-reasons.ts';
import type { HistoryEntry } from '../domain/history.ts';
import type { Mandate } from '../domain/mandate.ts';
import type { Template } from '../domain/template.ts';
import type { Change, MandateStore } from '../store/store.ts';
import { handlerHistoryId } from './handlers.ts';

const reason = automaticReasons.sandbox;
const actor = { kind: 'rule', rule: 'sandbox' } as const;

/** Makes what is not there yet; a second start, or a second process, changes nothing. */
export async function seedSandbox(store: MandateStore, clock: Clock): Promise<void> {
  const now = clock.now();
  for (const template of Object.values<Template>(sandboxTemplates)) {
    if ((await store.template(template.id)) === undefined)
      await store.save({ templates: [born('template', 'published', template, now)] });
  }
  for (const mandate of sandboxMandates(now)) {
    if ((await store.find(mandate.id)) !== undefined) continue;
    const made = { ...mandate, reference: await reference(store, mandate) };
    await store.save({ mandates: [born('mandate', 'registered', made, now)] });
  }
  const { organisation, person } = sandboxHandler;
  const id = handlerHistoryId(organisation, person);
  await store.addHandler(organisation, person, { id, actor, at: now, reason });
}

async function reference(store: MandateStore, { reference: planned }: Mandate): Promise<string> {
  return `${planned.slice(0, 3)}${String(await store.nextReference()).padStart(10, '0')}`;
}

function born<Thing extends Template | Mandate>(
  subject: HistoryEntry['subject'],
  change: string,
  after: Thing,
  at: number,
): Change<Thing> {
  const { revision, ...set } = after;
  return { after, entry: { subject, id: after.id, number: 1, at, change, actor, reason, set } };
}
