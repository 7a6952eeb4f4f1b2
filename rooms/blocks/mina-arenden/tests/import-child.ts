// A program of its own for `import.fault.test.ts`: a hub on FOLDER, later by so many minutes, that imports FILE, prints
// the rows it has reached, and at last, when the index has been told everything, what there is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { startProgram } from '@ena/kernel/rooms/program.ts';
import { openDatabase } from '@ena/kernel/store/database.ts';
import { minute, systemClock } from '@ena/kernel/time.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { type CaseOffer, minaArendenId } from '../index.ts';
import { minaArenden } from '../room.ts';
import { countsIn } from './counts-in.ts';
import { neighbours, standIn } from './neighbours.ts';

const [folder = '', path = '', minutes = ''] = process.argv.slice(2);
const tell = (told: unknown) => process.stdout.write(`${JSON.stringify(told)}\n`);

const opened = await openDatabase({ folder: join(folder, 'database') });
if (!opened.ok) throw new Error(opened.error);
const database = opened.value;
const { events, pointers, notes } = countsIn(database);

let offer: CaseOffer | undefined;
const taker = standIn('tests/taker', {}, (context) => {
  offer = context.room<CaseOffer>(minaArendenId);
});
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const program = await startProgram({
  rooms: [...neighbours(), minaArenden, { ...taker, needs: [minaArendenId] }],
  folder,
  database,
  host: '127.0.0.1',
  port,
  publicUrl: url,
  sandbox: true,
  configuration: { [minaArenden.id]: { sandboxCases: false, importBatchRows: 100 } },
  clock: { now: () => systemClock.now() + Number(minutes) * minute },
  log: silentLogger,
});
if (!program.ok) throw new Error(program.error.sentences.join(' '));
await fetch(`${url}/cases/v1/producers`, {
  method: 'POST',
  headers: {
    authorization: `Bearer ${readFileSync(join(folder, 'operator-token'), 'utf8')}`,
    'content-type': 'application/json',
  },
  body: JSON.stringify({
    id: 'testkommunen',
    prefix: 'TESTKOP',
    name: 'Testköpings kommun',
    organisation: '2120000829',
  }),
});
const showProgress = ({ rows }: { rows: number }) => tell({ rows });
const outcome = await offer?.importHistory({
  producer: 'testkommunen',
  path,
  format: 'ndjson',
  showProgress,
});
while ((await notes()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
const report = outcome?.kind === 'imported' ? readFileSync(outcome.reportPath, 'utf8') : '';
tell({ ...outcome, report, events: await events(), pointers: await pointers() });
await program.value.stop();
await database.close();
