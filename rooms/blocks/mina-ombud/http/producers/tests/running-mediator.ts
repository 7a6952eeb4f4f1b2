import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import type { Mandate } from '../../../domain/mandate.ts';
import { freshStore } from '../../../store/tests/fresh-store.ts';
import { saving } from '../../../store/tests/samples.ts';
import { createLookupLog } from '../../../use-cases/lookup-log.ts';
import { openRelyingPartyKeys } from '../../../use-cases/relying-party-keys.ts';
import { createSignedContexts } from '../../../use-cases/signed-contexts.ts';
import { createMediator, type MediatorTools } from '../mediator.ts';
import { karlskrona, noon, sundsvall } from './sample-calls.ts';

/** A mediator over the real store with these mandates in it. */
export async function runningMediator(
  mandates: readonly Mandate[],
  change: Partial<MediatorTools> & { readonly clock?: Clock } = {},
) {
  const { store } = await freshStore(openTestDatabase());
  const saved = await store.save(saving(...mandates));
  if (saved !== 'saved') throw new Error('the mandates were not saved');
  const folder = temporaryFolder();
  const clock = change.clock ?? noon();
  const log = silentLogger;
  const keys = openRelyingPartyKeys({
    folder: folder.path,
    clock,
    log,
    keyDays: 365,
    overlapHours: 24,
    keptDays: 365,
  });
  const lookups = createLookupLog({ store, log });
  const signed = createSignedContexts({ keys, clock });
  const tools: MediatorTools = {
    store,
    persons: { protectedAmong: async () => new Set() },
    clock,
    log,
    keys,
    signed,
    lookups,
    localRelyingParties: async () => [karlskrona, sundsvall],
    remoteProducers: [],
    callOut: createCallOut({ anyAddress: true }),
    ...change,
  };
  const remove = async () => {
    await lookups.stop();
    folder.remove();
  };
  return { store, signed, lookups, mediator: createMediator(tools), remove };
}
