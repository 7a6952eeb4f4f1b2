import type { Database } from '@ena/kernel/store/database.ts';

const portion = 1_000_000;

/** Pointers as the index keeps them, of pseudonyms drawn by chance, spread over the producers that have joined. */
export async function fill(
  database: Database,
  pointers: number,
  show: (written: number) => void,
): Promise<void> {
  for (let from = 0; from < pointers; from += portion) {
    const until = Math.min(from + portion, pointers);
    await database.administer(`
      insert into indexing.pointer (subject, source, generation, first_change, last_change)
      select gen_random_uuid(), source.id, 1, moment, moment + interval '1 day'
      from generate_series(${from}, ${until - 1}) as n
      cross join lateral (select timestamptz '2020-01-01' + n * interval '10 seconds') as at(moment)
      join (select id, row_number() over (order by id) - 1 as place, count(*) over () as sources
        from indexing.source) as source on source.place = n % source.sources`);
    show(until);
  }
}
