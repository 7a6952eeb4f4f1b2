import type { Clock } from '@ena/kernel/time.ts';
import { eventsOf } from '../data/sandbox-case.ts';
import { type SandboxProducer, sandboxProducers } from '../data/sandbox-producers.ts';
import type { Producer } from '../domain/producer.ts';
import type { CaseStore } from '../store/store.ts';
import { type LoadTools, loadEvents } from './load-events.ts';
import { registerProducer } from './register-producer.ts';

export interface SeedTools extends LoadTools {
  readonly store: CaseStore;
  readonly clock: Clock;
}

/**
 * Six producers with cases of the sandbox's persons and companies, which begin near the first start and then stay. A
 * producer that has events is left as it is. Nobody learns their load keys: the operator gives new ones.
 */
export async function seedSandbox(tools: SeedTools): Promise<void> {
  for (const planned of sandboxProducers) {
    const producer = await producerOf(tools, planned);
    if (producer !== undefined && (await tools.store.count(producer.id)) === 0)
      await furnish(tools, producer, planned);
  }
}

/** None where another has taken the id or the prefix. */
async function producerOf(tools: SeedTools, { producer }: SandboxProducer): Promise<Producer | undefined> {
  const made = await registerProducer(tools, producer);
  if (made.kind === 'registered') return made.producer;
  const found = await tools.store.producer(producer.id);
  return found?.prefix === producer.prefix ? found : undefined;
}

async function furnish(tools: SeedTools, producer: Producer, planned: SandboxProducer): Promise<void> {
  const { store, clock } = tools;
  for (const [name, texts] of Object.entries(planned.types))
    await store.saveType({ name: `${producer.prefix}.${name}`, producer: producer.id, texts });
  for (const mapping of planned.permissions) await store.saveMapping({ producer: producer.id, ...mapping });
  const now = clock.now();
  await loadEvents(
    tools,
    producer,
    planned.cases.flatMap((one) => eventsOf(producer, one, now)),
  );
}
