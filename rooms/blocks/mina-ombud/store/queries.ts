import type { Kysely } from 'kysely';
import { authorityQuery } from './authority.ts';
import { readFeed } from './feed.ts';
import { addHandler, handledBy, isHandler, listHandlers, removeHandler } from './handlers.ts';
import { readArtefact, readHistory } from './history-queries.ts';
import { listLookups, lookupWriter } from './lookups.ts';
import { descendants, endedSince, endingBetween, findMandate } from './mandate-queries.ts';
import { forgetNamings, takeNamings } from './namings.ts';
import { findProposal, lapsingProposals, listProposals } from './proposal-queries.ts';
import { takeReferences } from './references.ts';
import { noteReminder } from './reminders.ts';
import { save } from './save.ts';
import { search } from './search.ts';
import type { MandateReader, MandateStore, MandateWriter } from './store.ts';
import { stream } from './stream.ts';
import type { MandateTables } from './tables.ts';
import { findTemplate, listTemplates } from './template-queries.ts';

type Db = Kysely<MandateTables>;

export function mandateStore(db: Db): MandateStore {
  return { ...mandateReader(db), ...mandateWriter(db) };
}

function mandateReader(db: Db): MandateReader {
  return {
    find: (id) => findMandate(db, id),
    authority: authorityQuery(db),
    search: (filter, sort, slice) => search(db, filter, sort, slice),
    stream: (filter) => stream(db, filter),
    descendants: (id) => descendants(db, id),
    endedSince: (at, limit) => endedSince(db, at, limit),
    endingBetween: (first, last, slice) => endingBetween(db, first, last, slice),
    lookups: (about, slice) => listLookups(db, about, slice),
    template: (id) => findTemplate(db, id),
    templates: (filter, slice) => listTemplates(db, filter, slice),
    proposal: (id) => findProposal(db, id),
    proposals: (filter, slice) => listProposals(db, filter, slice),
    lapsing: (now, limit) => lapsingProposals(db, now, limit),
    feed: (relyingParty, after, limit) => readFeed(db, relyingParty, after, limit),
    history: (subject, id) => readHistory(db, subject, id),
    artefact: (hash) => readArtefact(db, hash),
    isHandler: (organisation, person) => isHandler(db, organisation, person),
    handlers: (organisation) => listHandlers(db, organisation),
    handledBy: (person) => handledBy(db, person),
  };
}

function mandateWriter(db: Db): MandateWriter {
  return {
    save: (changes) => save(db, changes),
    nextReference: () => takeReferences(db, 1),
    reserveReferences: (count) => takeReferences(db, count),
    noteLookups: lookupWriter(db),
    addHandler: (organisation, person, cause) => addHandler(db, organisation, person, cause),
    removeHandler: (organisation, person, cause) => removeHandler(db, organisation, person, cause),
    takeNamings: (asked) => takeNamings(db, asked),
    forgetNamings: (before) => forgetNamings(db, before),
    noteReminder: (reminder) => noteReminder(db, reminder),
  };
}
