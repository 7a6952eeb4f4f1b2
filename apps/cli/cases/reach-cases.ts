import { join, resolve } from 'node:path';
import { type CaseProducer, type CaseProducersClient, caseProducersClient } from '@ena/client/cases-admin.ts';
import type { Outcome } from '@ena/client/outcome.ts';
import { readOperatorToken } from '../folder/operator-token.ts';
import { readSandboxFile } from '../folder/sandbox-file.ts';
import { ensureClient } from '../sandbox/client-secret.ts';
import { type Failure, failed, fromCall, ok, type Result } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

/** Mina ärenden in the hub of a folder, as its operator reaches it. */
export interface ReachedCases {
  readonly url: string;
  readonly sandbox: boolean;
  readonly client: CaseProducersClient;
  told<T>(outcome: Outcome<T>): Result<T>;
  /** An access token with which the producer's organisation loads; made by the operator, kept in the folder. */
  loadToken(producer: CaseProducer): Promise<Result<string>>;
}

const hub = { sv: 'Navet', en: 'The hub' };

export function reachCases(folder: string, { fetch }: Pick<Shell, 'fetch'>): Result<ReachedCases> {
  const data = resolve(folder);
  const running = readSandboxFile(data);
  if (running === undefined) return notStarted(data);
  const operatorToken = readOperatorToken(join(data, 'hub'));
  if (operatorToken.kind === 'failed') return operatorToken;
  const { url } = running.hub;
  const told = <T>(outcome: Outcome<T>) => fromCall(outcome, hub);
  return ok({
    url,
    sandbox: running.sandbox,
    client: caseProducersClient({ url, fetch, token: operatorToken.value }),
    told,
    loadToken: ({ organisation }) =>
      ensureClient(
        { url, operatorToken: operatorToken.value, fetch },
        { id: `ena-cases-${organisation}`, organisation, scopes: ['cases:load'] },
        join(data, 'secrets', `cases-${organisation}`),
        hub,
      ),
  });
}

export function notStarted(data: string): Failure {
  return failed(
    'unavailable',
    `Inget har startats i ${data}: kör \`npm start\` först (eller ange --data).`,
    `Nothing has been started in ${data}: run \`npm start\` first (or name --data).`,
  );
}
