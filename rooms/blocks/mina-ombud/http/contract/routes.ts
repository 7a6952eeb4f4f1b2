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
import { sampleUserRoutes } from './sample-user.ts';
import type { ContractTools } from './tools.ts';

export type ContractVersion = 'v1' | 'v2';

export function contractBase(version: ContractVersion): string {
  return `/dfm/formedlare/${version}`;
}

/** The published contract in both its versions; in the sandbox with the operation that makes id tokens. */
export function contractRoutes(tools: ContractTools): readonly Route[] {
  return [...versionRoutes('v1', tools), ...versionRoutes('v2', tools), ...sampleUserRoutes(tools)];
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

function versionRoutes(version: ContractVersion, tools: ContractTools): readonly Route[] {
  const renderProblem = renderRefusal(tools.clock);
  return [...searches(version, tools), ...readings(version, tools)].map((row) => ({ ...row, renderProblem }));
}

function searches(version: ContractVersion, tools: ContractTools): readonly Route[] {
  const base = `${contractBase(version)}/sok`;
  const suffix = version.toUpperCase();
  return [
    {
      operation: `hamtaBehorigheter${suffix}`,
      method: 'POST',
      path: `${base}/behorigheter`,
      auth: asking,
      limit: question,
      audit: always,
      schema: { body: HamtaBehorigheterRequest, replies: { 200: HamtaBehorigheterResponse, ...refusals } },
      summary: 'What a holder may do for whom at a relying party today, signed',
      handler: hamtaBehorigheter(version, tools),
    },
    {
      operation: `hamtaFullmakter${suffix}`,
      method: 'POST',
      path: `${base}/fullmakter`,
      auth: asking,
      limit: question,
      audit: always,
      schema: { body: HamtaFullmakterRequest, replies: { 200: HamtaFullmakterResponse, ...refusals } },
      summary: 'Mandates of a holder or a grantor, at one relying party or several',
      handler: hamtaFullmakter(version, tools),
    },
  ];
}

function readings(version: ContractVersion, tools: ContractTools): readonly Route[] {
  const base = `${contractBase(version)}/tredjeman/:tredjeman`;
  const suffix = version.toUpperCase();
  return [
    {
      operation: `hamtaFullmakt${suffix}`,
      method: 'GET',
      path: `${base}/fullmakter/:fullmakt`,
      auth: asking,
      limit: noBody,
      audit: always,
      schema: {
        params: Type.Object({ ...Tredjeman, fullmakt: FullmaktId }),
        ...(version === 'v2' && { query: Utdelning }),
        replies: { 200: FullmaktMetadataResponse, ...refusals },
      },
      summary: 'One mandate in whole, signed',
      handler: hamtaFullmakt(version, tools),
    },
    {
      operation: `hamtaTredjemanJwks${suffix}`,
      method: 'GET',
      path: `${base}/jwks`,
      auth: { kind: 'public', why: 'Public keys, by which anyone may verify what a relying party signed.' },
      limit: noBody,
      audit: { record: 'never', why: 'A public document about no one.' },
      schema: { params: Type.Object(Tredjeman), replies: { 200: JwkSet, ...refusals } },
      summary: 'The keys that a relying party’s answers are signed with',
      handler: hamtaTredjemanJwks(tools),
    },
  ];
}
