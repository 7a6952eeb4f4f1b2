import { openDatabase } from '@ena/kernel/store/database.ts';
import { keepPlan } from '@ena/kernel/store/kept-plans.ts';
import { CompiledQuery } from 'kysely';
import {
  adapterOver,
  consumeState,
  createState,
  destroyState,
  findState,
  ownFolder,
  type StateRow,
  upsertState,
} from './oidc-state.ts';

/** The same statements by our kernel's database, parsed and planned once as our own are: what the library would gain by it. */
export async function lentAdapter(url: string | undefined) {
  const opened = await openDatabase(url === undefined ? { folder: ownFolder() } : { url });
  if (!opened.ok) throw new Error(opened.error);
  const schema = `bench_oidc_lent_${process.pid}`;
  const db = opened.value.schema(schema);
  const here = (text: string) => text.replace(/\bstate\b/, `${schema}.state`);
  await opened.value.administer(`create schema ${schema}`);
  await opened.value.administer(here(createState));
  const texts = [upsertState, findState, destroyState, consumeState];
  const kept = new Map(texts.map((text) => [text, keepPlan(CompiledQuery.raw(here(text)))]));
  return adapterOver((text, parameters) => {
    const statement = kept.get(text);
    if (statement === undefined) throw new Error('a statement that the adapter does not have');
    return db.executeQuery<StateRow>({ ...(statement as CompiledQuery<StateRow>), parameters });
  });
}
