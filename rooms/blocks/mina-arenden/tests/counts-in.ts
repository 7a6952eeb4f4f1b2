import type { Database } from '@ena/kernel/store/database.ts';

/** How much a hub's database holds of what an import writes. */
export function countsIn(database: Database) {
  const cases = database.schema<{ event: { customer: string }; announcing: object }>('mina_arenden');
  const index = database.schema<{ pointer: object }>('indexing');
  const all = <Row extends { readonly total: number }>(query: { executeTakeFirstOrThrow(): Promise<Row> }) =>
    query.executeTakeFirstOrThrow().then(({ total }) => total);
  return {
    events: () => all(cases.selectFrom('event').select((e) => e.fn.countAll<number>().as('total'))),
    customers: () =>
      all(cases.selectFrom('event').select((e) => e.fn.count<number>('customer').distinct().as('total'))),
    /** That the index may lack someone. */
    notes: () => all(cases.selectFrom('announcing').select((e) => e.fn.countAll<number>().as('total'))),
    pointers: () => all(index.selectFrom('pointer').select((e) => e.fn.countAll<number>().as('total'))),
  };
}
