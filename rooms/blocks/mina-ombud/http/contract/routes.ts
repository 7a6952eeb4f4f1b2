import type { AuthRule, Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { contractScopes } from '../../domain/contract-scope.ts';
import { ApiError } from '../../wire/api-error.ts';
import { FullmaktMetadataResponse } from '../../wire/fullmakt-metadata-response.ts';
import { HamtaBehorigheterRequest } from '../../wire/hamta-behorigheter-request.ts';
import { HamtaBehorigheterResponse } from '../../wire/hamta-behorigheter-response.ts';
import { HamtaFullmakterRequest } from '../../wire/hamta-fullmakter-request.ts';
import { HamtaFullmakterResponse } from '../../wire/hamta-fullmakter-response.ts';
import { JwkSet } from '../../wire/jwk-set.ts';
import { FullmaktId, Organisationsnummer } from '../../wire/values.ts';
import { hamtaBehorigheter } from './hamta-behorigheter.ts';
import { hamtaFullmakt } from './hamta-fullmakt.ts';
import { hamtaFullmakter } from './hamta-fullmakter.ts';
import { hamtaTredjemanJwks } from './hamta-tredjeman-jwks.ts';
import { renderRefusal } from './refuse.ts';
import { sampleUserRoutes } from './sample-routes.ts';
import type { ContractTools } from './tools.ts';

export type ContractVersion = 'v1' | 'v2';

const contractV1 = '/dfm/formedlare/v1';
const contractV2 = '/dfm/formedlare/v2';

/** The published contract in both its versions; in the sandbox with the operation that makes id tokens. */
export function contractRoutes(tools: ContractTools): readonly Route[] {
  const renderProblem = renderRefusal(tools.clock);
  const rows = [...searchRoutes(tools), ...readingRoutes(tools)].map((row) => ({ ...row, renderProblem }));
  return [...rows, ...sampleUserRoutes(tools)];
}

const asking: AuthRule = { kind: 'scope', scope: contractScopes };
const question = { bodyBytes: 65_536, perMinute: 60_000 };
const noBody = { bodyBytes: 0, perMinute: 60_000 };
const always = { record: 'always' } as const;
const refusals = Object.fromEntries(
  [400, 401, 403, 404, 413, 415, 429, 500, 502, 503, 504].map((status) => [status, ApiError]),
);
const Tredjeman = { tredjeman: Organisationsnummer };
const Utdelning = Type.Object({
  utdelning: Type.Optional(Type.Union([Type.Literal('AKTUELLA'), Type.Literal('ALLA')])),
});

const authority = {
  auth: asking,
  limit: question,
  audit: always,
  schema: { body: HamtaBehorigheterRequest, replies: { 200: HamtaBehorigheterResponse, ...refusals } },
  summary: 'What a holder may do for whom at a relying party today, signed',
} as const;

const list = {
  auth: asking,
  limit: question,
  audit: always,
  schema: { body: HamtaFullmakterRequest, replies: { 200: HamtaFullmakterResponse, ...refusals } },
  summary: 'Mandates of a holder or a grantor, at one relying party or several',
} as const;

const params = Type.Object({ ...Tredjeman, fullmakt: FullmaktId });
const whole = {
  auth: asking,
  limit: noBody,
  audit: always,
  summary: 'One mandate in whole, signed',
} as const;

const keys = {
  auth: { kind: 'public', why: 'Public keys, by which anyone may verify what a relying party signed.' },
  limit: noBody,
  audit: { record: 'never', why: 'A public document about no one.' },
  schema: { params: Type.Object(Tredjeman), replies: { 200: JwkSet, ...refusals } },
  summary: 'The keys that a relying party’s answers are signed with',
} as const;

function searchRoutes(tools: ContractTools): readonly Route[] {
  return [
    {
      ...authority,
      operation: 'hamtaBehorigheterV1',
      method: 'POST',
      path: `${contractV1}/sok/behorigheter`,
      handler: hamtaBehorigheter('v1', tools),
    },
    {
      ...authority,
      operation: 'hamtaBehorigheterV2',
      method: 'POST',
      path: `${contractV2}/sok/behorigheter`,
      handler: hamtaBehorigheter('v2', tools),
    },
    {
      ...list,
      operation: 'hamtaFullmakterV1',
      method: 'POST',
      path: `${contractV1}/sok/fullmakter`,
      handler: hamtaFullmakter('v1', tools),
    },
    {
      ...list,
      operation: 'hamtaFullmakterV2',
      method: 'POST',
      path: `${contractV2}/sok/fullmakter`,
      handler: hamtaFullmakter('v2', tools),
    },
  ];
}

/** Passing on came with version 1.2.0 of the contract, so only version 2 asks about it. */
function readingRoutes(tools: ContractTools): readonly Route[] {
  return [
    {
      ...whole,
      operation: 'hamtaFullmaktV1',
      method: 'GET',
      path: `${contractV1}/tredjeman/:tredjeman/fullmakter/:fullmakt`,
      schema: { params, replies: { 200: FullmaktMetadataResponse, ...refusals } },
      handler: hamtaFullmakt('v1', tools),
    },
    {
      ...whole,
      operation: 'hamtaFullmaktV2',
      method: 'GET',
      path: `${contractV2}/tredjeman/:tredjeman/fullmakter/:fullmakt`,
      schema: { params, query: Utdelning, replies: { 200: FullmaktMetadataResponse, ...refusals } },
      handler: hamtaFullmakt('v2', tools),
    },
    {
      ...keys,
      operation: 'hamtaTredjemanJwksV1',
      method: 'GET',
      path: `${contractV1}/tredjeman/:tredjeman/jwks`,
      handler: hamtaTredjemanJwks(tools),
    },
    {
      ...keys,
      operation: 'hamtaTredjemanJwksV2',
      method: 'GET',
      path: `${contractV2}/tredjeman/:tredjeman/jwks`,
      handler: hamtaTredjemanJwks(tools),
    },
  ];
}
