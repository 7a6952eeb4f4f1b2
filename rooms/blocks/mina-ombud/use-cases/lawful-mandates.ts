import { swedishDate } from '@ena/kernel/time.ts';
import { automaticReasons } from '../domain/automatic-reasons.ts';
import { endMandate } from '../domain/ending.ts';
import type { Actor } from '../domain/history.ts';
import { type LawfulTerms, lawfulKey, lawfulMandate } from '../domain/lawful-mandate.ts';
import type { Mandate } from '../domain/mandate.ts';
import type { Template } from '../domain/template.ts';
import { mandateRegistered } from '../granting-events.ts';
import type { Change } from '../store/store.ts';
import { changeOf } from './change.ts';
import { tellEnded } from './mandates/end-mandate.ts';
import type { LifeTools } from './mandates/tools.ts';
import { idFor } from './new-id.ts';
import type { LawfulRelation } from './ports.ts';
import { referenceOf } from './proposals/register-mandate.ts';
import { contentOfVersion, isBlockedTemplate } from './proposals/usable-template.ts';

const actor: Actor = { kind: 'rule', rule: 'lawful-mandates' };
const batch = 200;

export interface LawfulSync {
  readonly made: number;
  readonly ended: number;
}

/**
 * Brings the mandates by law to what register and templates say today. It can be run again and again, and by several
 * processes at once: ids follow from what a relation gives, so that nothing is made twice. A relation that comes back
 * gives a new mandate, but what a case handler has invalidated is not made again. Where the company register is away
 * for a relying party, its mandates stay as they are.
 */
export async function syncLawfulMandates(tools: LifeTools): Promise<LawfulSync> {
  const day = swedishDate(tools.clock.now());
  const relations = await tools.persons.relations();
  const { owners, resting, away } = await lawfulTemplates(tools);
  const due = dueMandates(relations, owners, day);
  const lasting = dueMandates(relations, resting, day);
  const known = new Set(relations.map(({ id }) => id));
  let ended = 0;
  let stale: Mandate[] = [];
  for await (const mandate of tools.store.stream({ day, standing: 'current', basis: 'law' })) {
    const key = lawfulKey(mandate);
    if (due.delete(key) || lasting.has(key) || away.has(mandate.relyingParty.id)) continue;
    stale.push(mandate);
    if (stale.length === batch) {
      ended += await endAll(tools, stale, known);
      stale = [];
    }
  }
  ended += await endAll(tools, stale, known);
  return { made: await makeAll(tools, due), ended };
}

interface Owned {
  readonly owner: { readonly id: string; readonly name: string };
  readonly template: Template;
}

/**
 * The id under which a mandate by law is made now: of its own, or where one was ended by this rule, the next after
 * that. `undefined` where a case handler has ended it.
 */
async function freeId({ store }: LifeTools, key: string): Promise<string | undefined> {
  for (let after = ''; ; ) {
    const id = idFor('law', key, after);
    const before = (await store.find(id))?.mandate;
    if (before === undefined) return id;
    if (before.ended === undefined || before.ended.person !== undefined) return undefined;
    after = `${before.id} ${before.ended.at}`;
  }
}

/**
 * The templates that the law gives something by: those published; those that were and rest as drafts or unpublished, by
 * which nothing new is made and what there is goes on; and the relying parties that no one can tell of now.
 */
async function lawfulTemplates(tools: LifeTools) {
  const owners: Owned[] = [];
  const resting: Owned[] = [];
  const away = new Set<string>();
  for (let offset = 0; ; offset += batch) {
    const { items } = await tools.store.templates({ states: inForce }, { offset, limit: batch });
    for (const template of items) {
      const lawful = await lawfulVersion(tools, template);
      if (lawful === undefined) continue;
      const { id } = lawful.owner;
      const found = await tools.organisations.find(id);
      if (found.kind === 'away') away.add(id);
      const name = found.kind === 'found' ? found.organisation.name : id;
      const list = template.state === 'published' ? owners : resting;
      if (found.kind !== 'away') list.push({ template: lawful.template, owner: { id, name } });
    }
    if (items.length < batch) return { owners, resting, away };
  }
}

const inForce = ['published', 'unpublished', 'draft'] as const;

/** The version that was published last, where its owner gives something by law with it and nobody has blocked it. */
async function lawfulVersion({ store }: LifeTools, template: Template) {
  const { owner, id } = template;
  if (owner === undefined || (await isBlockedTemplate({ store }, id))) return undefined;
  const version = template.state === 'draft' ? template.version - 1 : template.version;
  if (version === 0) return undefined;
  const content = await contentOfVersion({ store }, { id, version }, template);
  if (content === undefined || content.byLaw.length === 0) return undefined;
  return { owner: { id: owner }, template: { ...template, version, content } };
}

function dueMandates(
  relations: readonly LawfulRelation[],
  owners: readonly Owned[],
  day: string,
): Map<string, LawfulTerms> {
  const due = new Map<string, LawfulTerms>();
  for (const relation of relations) {
    for (const { owner, template } of owners) {
      const lawful = lawfulMandate(relation, template, owner, day);
      if (lawful !== undefined) due.set(lawfulKey(lawful), lawful);
    }
  }
  return due;
}

async function endAll(
  tools: LifeTools,
  stale: readonly Mandate[],
  known: ReadonlySet<string>,
): Promise<number> {
  const at = tools.clock.now();
  const changes = stale.map((mandate) => {
    const isThere = mandate.basis.kind === 'law' && known.has(mandate.basis.relationId);
    const reason = isThere ? automaticReasons.lawChanged : automaticReasons.lawOver;
    return endMandate(mandate, { by: 'relying-party', at, reason }, actor);
  });
  const saved = await saveWhatCan(tools, changes);
  for (const { after } of saved) tellEnded(tools, after);
  return saved.length;
}

async function makeAll(tools: LifeTools, due: ReadonlyMap<string, LawfulTerms>): Promise<number> {
  let made = 0;
  let some: { id: string; terms: LawfulTerms }[] = [];
  for (const [key, terms] of due) {
    const id = await freeId(tools, key);
    if (id !== undefined) some.push({ id, terms });
    if (some.length < batch) continue;
    made += await makeSome(tools, some);
    some = [];
  }
  return made + (await makeSome(tools, some));
}

async function makeSome(
  tools: LifeTools,
  some: readonly { readonly id: string; readonly terms: LawfulTerms }[],
): Promise<number> {
  if (some.length === 0) return 0;
  const { store, clock, events } = tools;
  const first = await store.reserveReferences(some.length);
  const at = clock.now();
  const changes = some.map(({ id, terms }, i) => {
    const reference = referenceOf('private', first + i);
    const after: Mandate = { id, reference, ...terms, createdAt: at, registeredAt: at, revision: 1 };
    return changeOf('mandate', undefined, after, {
      actor,
      at,
      change: 'registered',
      reason: automaticReasons.lawMade,
    });
  });
  const saved = await saveWhatCan(tools, changes);
  for (const { after } of saved) {
    events.publish(mandateRegistered.name, { id: after.id, relyingParty: after.relyingParty.id });
  }
  return saved.length;
}

/** All at once; where another process was first with one of them, one by one without those. */
async function saveWhatCan(
  { store }: LifeTools,
  changes: readonly Change<Mandate>[],
): Promise<readonly Change<Mandate>[]> {
  if (changes.length === 0 || (await store.save({ mandates: changes })) === 'saved') return changes;
  const saved: Change<Mandate>[] = [];
  for (const change of changes) {
    if ((await store.save({ mandates: [change] })) === 'saved') saved.push(change);
  }
  return saved;
}
