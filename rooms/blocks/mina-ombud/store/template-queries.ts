import type { Kysely } from 'kysely';
import type { Template } from '../domain/template.ts';
import { isId, templateOf } from './rows.ts';
import type { Listed, MandateReader, Slice } from './store.ts';
import type { MandateTables } from './tables.ts';

type Db = Kysely<MandateTables>;
type TemplateFilter = Parameters<MandateReader['templates']>[0];

/** Index: template_pkey. */
export async function findTemplate(db: Db, id: string): Promise<Template | undefined> {
  if (!isId(id)) return undefined;
  const row = await db.selectFrom('template').select('content').where('id', '=', id).executeTakeFirst();
  return row && templateOf(row);
}

/** In order of title. Index: template_owner. */
export async function listTemplates(db: Db, filter: TemplateFilter, slice: Slice): Promise<Listed<Template>> {
  const rows = await fittingTemplates(db, filter)
    .select('content')
    .orderBy('title_sort')
    .orderBy('id')
    .offset(slice.offset)
    .limit(slice.limit)
    .execute();
  const { total } = await fittingTemplates(db, filter)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map(templateOf), total };
}

function fittingTemplates(db: Db, { owner, states }: TemplateFilter) {
  let asked = db.selectFrom('template');
  if (owner === 'national') asked = asked.where('owner', 'is', null);
  else if (owner !== undefined) asked = asked.where('owner', '=', owner);
  return states === undefined ? asked : asked.where('state', 'in', states);
}
