import { type ConnectorClient, connectorClient } from '@ena/client/connector.ts';
import type { Outcome } from '@ena/client/outcome.ts';
import { readOperatorToken } from '../folder/operator-token.ts';
import { chooseOrganisation, type Organisation } from '../folder/organisations.ts';
import { type Failure, failed, fromCall, ok, type Result } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

/** An organisation's connector, as its operator reaches it. */
export interface Reached {
  readonly organisation: Organisation;
  readonly client: ConnectorClient;
  /** Turns the outcome of a call into a result, in this organisation's name. */
  told<T>(outcome: Outcome<T>): Result<T>;
}

export function reach(organisation: Organisation, shell: Pick<Shell, 'fetch'>): Result<Reached> {
  const token = readOperatorToken(organisation.folder);
  if (token.kind === 'failed') return token;
  const client = connectorClient({ url: organisation.url, fetch: shell.fetch, token: token.value });
  return ok({ organisation, client, told: (outcome) => explain(outcome, organisation) });
}

/** The connector of the organisation that `--org` names. */
export function reachOrganisation(
  data: string,
  orgnr: string | undefined,
  shell: Pick<Shell, 'fetch'>,
): Result<Reached> {
  const organisation = chooseOrganisation(data, orgnr);
  return organisation.kind === 'failed' ? organisation : reach(organisation.value, shell);
}

function explain<T>(outcome: Outcome<T>, organisation: Organisation): Result<T> {
  if (outcome.kind === 'unreachable') return away(organisation);
  const { name } = organisation;
  const result = fromCall(outcome, { sv: `Anslutningen för ${name}`, en: `The connector of ${name}` });
  const isWrongUse = outcome.kind === 'problem' && [400, 422].includes(outcome.problem.status);
  return isWrongUse && result.kind === 'failed' ? { ...result, exit: 'usage' } : result;
}

/** Nobody answers where the organisation's connector should be. */
export function away({ name, url }: Organisation): Failure {
  return failed(
    'unavailable',
    `Anslutningen för ${name} svarar inte på ${url}. Starta den med \`npm start\` (med samma --data).`,
    `The connector of ${name} does not answer at ${url}. Start it with \`npm start\` (with the same --data).`,
  );
}
