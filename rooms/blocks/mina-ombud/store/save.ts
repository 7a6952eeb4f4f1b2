import { transaction } from '@ena/kernel/store/transaction.ts';
import type { Kysely } from 'kysely';
import type { HistoryEntry } from '../domain/history.ts';
import type { Mandate } from '../domain/mandate.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Template } from '../domain/template.ts';
import { addToFeed, type Told } from './feed.ts';
import {
  historyColumnTypes,
  historyRow,
  proposalColumnTypes,
  proposalPartyColumnTypes,
  proposalPartyRows,
  proposalRow,
  templateColumnTypes,
  templateRow,
} from './rows.ts';
import { saveMandates } from './save-mandates.ts';
import type { Change, MandateWriter, WriteOutcome } from './store.ts';
import type { ArtefactTable, HistoryTable, MandateTables, ProposalPartyTable } from './tables.ts';
import { unfolded } from './unfold.ts';
import { anyOf, putVersions, Raced, type Trx, type Version } from './versions.ts';

type Changes = Parameters<MandateWriter['save']>[0];

/** Tables are taken in one order by everyone, and rows within them by id: two saves never wait for each other. */
export async function save(db: Kysely<MandateTables>, changes: Changes): Promise<WriteOutcome> {
  const { mandates = [], templates = [], proposals = [], artefacts = [] } = changes;
  try {
    await transaction(db, async (trx) => {
      await inTurns(mandates, (turn) => saveMandates(trx, turn));
      await inTurns(templates, (turn) => saveTemplates(trx, turn));
      await inTurns(proposals, (turn) => saveProposals(trx, turn));
      await addArtefacts(trx, artefacts);
      await addHistory(trx, [...mandates, ...templates, ...proposals].map(entryOfChange));
      await addToFeed(trx, mandates.map(toldOf));
    });
    return 'saved';
  } catch (error) {
    if (error instanceof Raced) return 'raced';
    throw error;
  }
}

/** Several changes of one thing are made one after the other; the first ones of all things together. */
async function inTurns<Thing extends Version>(
  changes: readonly Change<Thing>[],
  make: (things: readonly Thing[]) => Promise<void>,
): Promise<void> {
  const turns: Thing[][] = [];
  const met = new Map<string, number>();
  for (const { after } of changes) {
    const turn = met.get(after.id) ?? 0;
    met.set(after.id, turn + 1);
    turns[turn] ??= [];
    turns[turn].push(after);
  }
  for (const things of turns) await make(things);
}

async function saveTemplates(trx: Trx, templates: readonly Template[]): Promise<void> {
  await putVersions(trx, 'template', templateColumnTypes, templates.map(templateRow));
}

const partyColumns = ['proposal', 'role', 'party'] as const;

async function saveProposals(trx: Trx, proposals: readonly Proposal[]): Promise<void> {
  await putVersions(trx, 'proposal', proposalColumnTypes, proposals.map(proposalRow));
  const moved = proposals.filter(({ revision }) => revision > 1).map(({ id }) => id);
  if (moved.length > 0) {
    await trx.deleteFrom('proposal_party').where('proposal', '=', anyOf(moved)).execute();
  }
  const given = unfolded<ProposalPartyTable>(proposalPartyColumnTypes, proposals.flatMap(proposalPartyRows));
  await trx
    .insertInto('proposal_party')
    .columns(partyColumns)
    .expression(trx.selectFrom(given).select(partyColumns))
    .execute();
}

const artefactColumns = ['hash', 'value'] as const;

/** The same hash is the same artefact. */
async function addArtefacts(trx: Trx, artefacts: readonly ArtefactTable[]): Promise<void> {
  if (artefacts.length === 0) return;
  const given = unfolded<ArtefactTable>({ hash: 'text', value: 'text' }, artefacts);
  await trx
    .insertInto('artefact')
    .columns(artefactColumns)
    .expression(trx.selectFrom(given).select(artefactColumns).orderBy('hash'))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const historyColumns = Object.keys(historyColumnTypes) as (keyof HistoryTable)[];

/** Index: history_pkey. */
export async function addHistory(trx: Trx, entries: readonly HistoryEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const given = unfolded<HistoryTable>(historyColumnTypes, entries.map(historyRow));
  await trx
    .insertInto('history')
    .columns(historyColumns)
    .expression(trx.selectFrom(given).select(historyColumns))
    .execute();
}

function toldOf({ after, entry }: Change<Mandate>): Told {
  const { change, at } = entry;
  return { relyingParty: after.relyingParty.id, mandate: after.id, change, at };
}

function entryOfChange({ after, entry }: Change<Version>): HistoryEntry {
  if (entry.id === after.id && entry.number === after.revision) return entry;
  throw new Error('an entry of the history tells of another change than the one it is saved with');
}
