import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { startProgram } from '@ena/kernel/rooms/program.ts';
import type { Database } from '@ena/kernel/store/database.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { company } from '@ena/rooms/base-data/company';
import { person } from '@ena/rooms/base-data/person';
import { authorization } from '@ena/rooms/blocks/authorization';
import { identity } from '@ena/rooms/blocks/identity';
import { minaOmbud } from '@ena/rooms/blocks/mina-ombud';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { freePort } from '@ena/testkit/ports.ts';
import { databaseCpu, usedBetween } from './database-cpu.ts';
import type { LoadOrder, LoadReport } from './load.ts';
import type { Place } from './place.ts';
import { relyingPartyTemplates, type Shape } from './shape.ts';

/** A hub with the room and all that it needs, on the database of the bench. */
export interface BenchHub {
  readonly url: string;
  readonly token: string;
  readonly database: Database;
  stop(): Promise<void>;
}

const client = { id: 'mina-ombud-sample', secret: '3392d044-d0f2-491d-a40d-edda4f1361c0' };

export async function startBenchHub({ database, store }: Place): Promise<BenchHub> {
  const templates = relyingPartyTemplates();
  await store.save({ templates });
  const folder = mkdtempSync(join(tmpdir(), 'ena-bench-hub-'));
  const port = await freePort();
  const relyingParties = templates.flatMap(({ after }) => after.owner ?? []);
  const program = await startProgram({
    rooms: [trustFramework, authorization, identity, company, person, minaOmbud],
    folder,
    database,
    host: '127.0.0.1',
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    sandbox: true,
    configuration: {
      'blocks/mina-ombud': { contractClients: [{ clientId: client.id, relyingParties, active: true }] },
    },
    clock: systemClock,
    log: silentLogger,
  });
  if (!program.ok) throw new Error(program.error.sentences.join(' '));
  const url = `http://127.0.0.1:${port}`;
  // A relying party's key is made at its first use.
  for (const relyingParty of relyingParties)
    await fetch(`${url}/dfm/formedlare/v2/tredjeman/${relyingParty}/jwks`);
  return {
    url,
    token: await tokenOf(url),
    database,
    stop: async () => {
      await program.value.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function tokenOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/auth/realms/dfm/protocol/openid-connect/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&scope=user:any',
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`no token: ${answer.status}`);
  return token;
}

/** What relying parties ask about the holders of these mandates, as the contract has it. */
export function questionsOf(shape: Shape, mandates: readonly number[]): readonly string[] {
  return mandates.map((i) => {
    const { relyingParty, holder } = shape.question(i);
    const typ = holder.kind === 'organisation' ? 'orgnr' : 'pnr';
    return JSON.stringify({ tredjeman: relyingParty, fullmaktshavare: { id: holder.id, typ } });
  });
}

export interface Measured extends LoadReport {
  /** Microseconds of CPU for a question: of the hub, and of the database where that can be seen. */
  readonly hubUs: number;
  readonly databaseUs: number | undefined;
}

export async function ask(
  { url, token, database }: BenchHub,
  order: Pick<LoadOrder, 'seconds' | 'concurrency' | 'perSecond' | 'questions'>,
): Promise<Measured> {
  const child = fork(new URL('./load.ts', import.meta.url));
  const ofDatabase = await databaseCpu(database);
  const before = process.cpuUsage();
  const report = await new Promise<LoadReport>((resolve, reject) => {
    child.once('message', (message) => resolve(message as LoadReport));
    child.once('exit', (code) => reject(new Error(`the load ended with ${code}`)));
    child.send({ url: `${url}/dfm/formedlare/v2/sok/behorigheter`, token, ...order } satisfies LoadOrder);
  });
  const { user, system } = process.cpuUsage(before);
  const used = usedBetween(ofDatabase, await databaseCpu(database));
  const each = (us: number) => us / Math.max(1, report.asked);
  return { ...report, hubUs: each(user + system), databaseUs: used === undefined ? undefined : each(used) };
}
