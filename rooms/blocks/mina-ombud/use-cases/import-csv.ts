import type { CsvEntry, CsvRefusal, CsvRow } from '../domain/csv-row.ts';
import { partyOfNumber } from '../domain/identity-number.ts';
import type { ActingPerson } from './actor.ts';
import { type MakeProposalOutcome, makeProposal } from './proposals/make-proposal.ts';
import type { GrantingTools } from './proposals/tools.ts';
import type { Wanted } from './proposals/wanted.ts';

/** Rows that one file may have; each is a proposal of its own. */
export const mostRows = 2000;

export interface ImportReport {
  readonly made: readonly { readonly line: number; readonly proposal: string }[];
  readonly refused: readonly CsvRefusal[];
}

/**
 * Makes a draft of each row for the one acted for. Every row is in the report. `key` names the file: when the same
 * one is sent again the drafts are those that it made before.
 */
export async function importProposals(
  tools: GrantingTools,
  acting: ActingPerson,
  entries: AsyncIterable<CsvEntry>,
  key: string,
): Promise<ImportReport> {
  const made: { line: number; proposal: string }[] = [];
  const refused: CsvRefusal[] = [];
  let rows = 0;
  for await (const entry of entries) {
    rows += 1;
    const line = 'row' in entry ? entry.line : entry.refusal.line;
    if (rows > mostRows) {
      const detail = `A file has at most ${mostRows} rows: send this row and those below it in another.`;
      refused.push({ line, code: 'too-many-rows', detail });
      break;
    }
    const outcome =
      'row' in entry ? await importRow(tools, acting, entry.row, `${key}:${line}`) : [entry.refusal];
    if (typeof outcome === 'string') made.push({ line, proposal: outcome });
    else refused.push(...outcome.map((one) => ({ ...one, line })));
  }
  return { made, refused };
}

type Refused = readonly Omit<CsvRefusal, 'line'>[];

/** The id of the proposal, or everything that is wrong with the row. */
async function importRow(
  tools: GrantingTools,
  acting: ActingPerson,
  row: CsvRow,
  key: string,
): Promise<string | Refused> {
  const wanted = wantedOf(row);
  if ('faults' in wanted) return wanted.faults;
  const outcome = await makeProposal(tools, acting, 'grantor', wanted, key);
  return 'proposal' in outcome ? outcome.proposal.id : refusedBy(outcome);
}

function wantedOf({ holders, ...row }: CsvRow): Wanted | { readonly faults: Refused } {
  const parties = holders.map(({ number, name }) => {
    const party = partyOfNumber(number.replace(/[-\s]/g, ''));
    return party && { ...party, ...(name !== undefined && { name }) };
  });
  const faults = parties.flatMap((party, i) => (party === undefined ? [badNumber(i)] : []));
  if (faults.length > 0) return { faults };
  return { ...row, holders: parties.filter((party) => party !== undefined) };
}

function badNumber(i: number): Refused[number] {
  const detail = 'Write personal numbers with twelve digits and organisation numbers with ten.';
  return { code: 'holder-invalid', pointer: `/holders/${i}`, detail };
}

function refusedBy(outcome: Exclude<MakeProposalOutcome, { readonly proposal: unknown }>): Refused {
  const pointer = '/template';
  switch (outcome.kind) {
    case 'faults':
      return outcome.faults.map(({ kind, pointer: place, detail }) => ({
        code: kind,
        pointer: place,
        detail,
      }));
    case 'template-unknown':
      return [{ code: outcome.kind, pointer, detail: 'There is no such template: write its id.' }];
    case 'template-national':
      return [
        {
          code: outcome.kind,
          pointer,
          detail: 'Write the id that the relying party’s adopted template has.',
        },
      ];
    case 'template-not-published':
    case 'template-changed':
      return [{ code: outcome.kind, pointer, detail: 'The template cannot be used now: look for another.' }];
    case 'register-away':
      return [{ code: outcome.kind, detail: 'A register did not answer: send the file again later.' }];
    case 'names-spent':
      return [
        {
          code: outcome.kind,
          detail: 'Too many persons within an hour: send the same file again in an hour.',
        },
      ];
    case 'parent-unknown':
    case 'key-reused':
      return [
        {
          code: outcome.kind,
          detail: 'The row does not fit what was imported before: send it in a new file.',
        },
      ];
  }
}
