import { join } from 'node:path';
import { callRaw, type RawAnswer } from '@ena/client/call.ts';
import { type Answer, ask } from '@ena/client/exchange.ts';
import { readOperatorToken } from '../folder/operator-token.ts';
import { failed, fromCall, ok, type Result } from '../shell/outcome.ts';
import { ensureClient } from './client-secret.ts';
import { serviceId } from './furnish.ts';
import { median, timeInTurn } from './measure.ts';
import { consumer, consumerSystem, localUrl, provider, sandboxGrant } from './plan.ts';
import type { Site } from './programs.ts';
import {
  basePath,
  type OrganisationFacts,
  organisationQuestion,
  readOrganisationAnswer,
  scope,
} from './wire/vardefulla-datamangder.ts';

export interface FirstExchange {
  /** Of the first exchange, the one whose evidence is shown. */
  readonly exchangeId: string;
  readonly status: number;
  readonly organisation: OrganisationFacts;
  /** Median, both paths warm; milliseconds. */
  readonly directMs: number;
  readonly exchangeMs: number;
  /** The very first call through the exchange, with everything cold. */
  readonly firstMs: number;
}

/**
 * Karlskrona asks Bolagsverket for an organisation: first directly at the service, with a token of its own, then
 * through the exchange. The first call of each path warms it up and is not in its median.
 */
export async function makeFirstExchange(
  site: Site,
  companyUrl: string,
  asked: string,
): Promise<Result<FirstExchange>> {
  const direct = await directCaller(site, companyUrl, asked);
  if (direct.kind === 'failed') return direct;
  const warm = await direct.value();
  if (warm.kind === 'failed') return warm;
  const facts = readOrganisationAnswer(warm.value.body);
  if (facts === undefined) return unknownOrganisation(asked);

  const exchange = () => askThroughExchange(site, asked);
  const startedAt = performance.now();
  const first = await exchange();
  const firstMs = Math.round((performance.now() - startedAt) * 100) / 100;
  if (first.kind === 'failed') return first;
  const organisation = readOrganisationAnswer(first.value.body);
  if (organisation === undefined) return unknownOrganisation(asked);

  const timed = await timeInTurn(direct.value, exchange);
  if (timed.kind === 'failed') return timed;
  return ok({
    exchangeId: first.value.exchangeId,
    status: first.value.status,
    organisation,
    directMs: median(timed.one),
    exchangeMs: median(timed.other),
    firstMs,
  });
}

type Call<T> = () => Promise<Result<T>>;

const service = { sv: 'Företagstjänsten', en: 'The company service' };

async function directCaller(site: Site, companyUrl: string, asked: string): Promise<Result<Call<RawAnswer>>> {
  const operatorToken = readOperatorToken(join(site.data, 'company'));
  if (operatorToken.kind === 'failed') return operatorToken;
  const { fetch } = site.shell;
  const token = await ensureClient(
    { url: companyUrl, operatorToken: operatorToken.value, fetch },
    { id: `direct-${consumer.orgnr}`, organisation: consumer.orgnr, scopes: scope.split(' ') },
    join(site.data, 'secrets', 'direct'),
  );
  if (token.kind === 'failed') return token;
  const { method, path, body } = organisationQuestion(asked);
  return ok(async () => {
    const raw = await callRaw(
      { url: companyUrl, fetch, token: token.value },
      {
        method,
        path: basePath + path,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    );
    const answered = fromCall(raw, service);
    return answered.kind === 'ok' && answered.value.status !== 200
      ? notAnswered(answered.value.status)
      : answered;
  });
}

async function askThroughExchange({ base, shell }: Site, asked: string): Promise<Result<Answer>> {
  const answered = await ask({
    connectorUrl: localUrl(base + consumer.offset),
    provider: provider.orgnr,
    service: serviceId,
    ...organisationQuestion(asked),
    purpose: sandboxGrant.purpose,
    legalBasis: sandboxGrant.legalBasis,
    subject: asked,
    system: consumerSystem,
    fetch: shell.fetch,
  });
  const told = fromCall(answered, { sv: 'Utbytet', en: 'The exchange' });
  return told.kind === 'ok' && told.value.status !== 200 ? notAnswered(told.value.status) : told;
}

function notAnswered(status: number): Result<never> {
  return failed(
    'refused',
    `Företagstjänsten svarade med status ${status} i stället för uppgifter.`,
    `The company service answered with status ${status} instead of data.`,
  );
}

function unknownOrganisation(asked: string): Result<never> {
  return failed(
    'unknown',
    `Ingen organisation med nummer ${asked} finns i registret; pröva --ask ${provider.orgnr}.`,
    `There is no organisation with the number ${asked} in the register; try --ask ${provider.orgnr}.`,
  );
}
