import type { NamedParty } from '../../domain/party.ts';
import type { Template } from '../../domain/template.ts';
import type { Listed, Slice } from '../../store/store.ts';
import type { GrantingTools } from '../proposals/tools.ts';
import { handlerOf, type Keeper, ownerOf } from './keeper.ts';

/** Published ones: of one relying party, the national ones, or all. */
export function publishedTemplates(
  { store }: Pick<GrantingTools, 'store'>,
  owner: string | 'national' | undefined,
  slice: Slice,
): Promise<Listed<Template>> {
  return store.templates({ ...(owner !== undefined && { owner }), states: ['published'] }, slice);
}

/** All that are the keeper's, whatever their state. */
export function ownTemplates(
  { store }: Pick<GrantingTools, 'store'>,
  keeper: Keeper,
  slice: Slice,
): Promise<Listed<Template>> {
  return store.templates({ owner: ownerOf(keeper) ?? 'national' }, slice);
}

/** A published template, or any other of a relying party for which the person is a case handler. */
export async function readTemplate(
  tools: Pick<GrantingTools, 'store' | 'persons'>,
  caller: { readonly personalNumber: string; readonly name: string },
  id: string,
): Promise<Template | undefined> {
  const template = await tools.store.template(id);
  if (template === undefined || template.state === 'published') return template;
  if (template.owner === undefined) return undefined;
  return (await handlerOf(tools, caller, template.owner)) && template;
}

const atOnce = 500;

/** The relying parties with something to grant, by name. There are far fewer of them than of mandates. */
export async function relyingParties(
  { store, organisations }: Pick<GrantingTools, 'store' | 'organisations'>,
  slice: Slice,
): Promise<Listed<NamedParty>> {
  const owners = new Set<string>();
  for (let offset = 0, total = 1; offset < total; offset += atOnce) {
    const found = await store.templates({ states: ['published'] }, { offset, limit: atOnce });
    for (const { owner } of found.items) if (owner !== undefined) owners.add(owner);
    total = found.total;
  }
  const named = await Promise.all([...owners].map((id) => nameOf(organisations, id)));
  const sorted = named.toSorted((a, b) => a.name.localeCompare(b.name, 'sv') || (a.id < b.id ? -1 : 1));
  return { items: sorted.slice(slice.offset, slice.offset + slice.limit), total: sorted.length };
}

/** By its number while the register does not answer. */
async function nameOf(organisations: GrantingTools['organisations'], id: string): Promise<NamedParty> {
  const answer = await organisations.find(id);
  return answer.kind === 'found' ? answer.organisation : { kind: 'organisation', id, name: id };
}
