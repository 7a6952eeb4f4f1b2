import type { Route } from '@ena/kernel/http/route.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import type { CompanyConfig } from '../config.ts';
import type { Sources } from '../store/sources.ts';
import type { CompanyReader } from '../store/store.ts';
import { ApiError } from '../wire/api-error.ts';
import { DokumentlistaSvar } from '../wire/dokumentlista-svar.ts';
import { OrganisationerBegaran } from '../wire/organisationer-begaran.ts';
import { OrganisationerSvar } from '../wire/organisationer-svar.ts';
import { document } from './document.ts';
import { documentList } from './document-list.ts';
import { isAlive } from './is-alive.ts';
import { organisations } from './organisations.ts';
import { renderRefusal } from './refuse.ts';

/** What the handlers of this room work with. */
export interface CompanyHttp {
  readonly store: CompanyReader;
  readonly sources: Sources;
  readonly config: CompanyConfig;
  readonly clock: Clock;
}

export const basePath = '/vardefulla-datamangder/v1';
export const scopes = { read: 'vardefulla-datamangder:read', ping: 'vardefulla-datamangder:ping' } as const;

const read = { kind: 'scope', scope: scopes.read } as const;
const ping = { kind: 'scope', scope: scopes.ping } as const;
const always = { record: 'always' } as const;
const never = { record: 'never', why: 'it reads nothing' } as const;
const refusals = {
  400: ApiError,
  401: ApiError,
  403: ApiError,
  413: ApiError,
  415: ApiError,
  429: ApiError,
  500: ApiError,
};
const Id = Type.Object({ dokumentId: Type.String({ pattern: '^[A-Za-z0-9_-]{1,80}$' }) });

const questionBytes = 4096;

/** The four operations of the contract. */
export function routes(room: CompanyHttp): readonly Route[] {
  const perMinute = room.config.callsPerMinute;
  const noBody = { bodyBytes: 0, perMinute };
  const question = { bodyBytes: questionBytes, perMinute };
  const renderProblem = renderRefusal(room.clock);
  const table: readonly Omit<Route, 'renderProblem'>[] = [
    {
      operation: 'isalive',
      method: 'GET',
      path: `${basePath}/isalive`,
      auth: ping,
      limit: noBody,
      audit: never,
      schema: { replies: { 200: Type.String(), ...refusals } },
      summary: 'Whether the service answers',
      handler: isAlive(),
    },
    {
      operation: 'organisationer',
      method: 'POST',
      path: `${basePath}/organisationer`,
      auth: read,
      limit: question,
      audit: always,
      schema: { body: OrganisationerBegaran, replies: { 200: OrganisationerSvar, ...refusals } },
      summary: 'What both registers hold on one identity',
      handler: organisations(room),
    },
    {
      operation: 'dokumentlista',
      method: 'POST',
      path: `${basePath}/dokumentlista`,
      auth: read,
      limit: question,
      audit: always,
      schema: { body: OrganisationerBegaran, replies: { 200: DokumentlistaSvar, ...refusals } },
      summary: 'The annual reports that an organisation has filed digitally',
      handler: documentList(room),
    },
    {
      operation: 'dokument',
      method: 'GET',
      path: `${basePath}/dokument/:dokumentId`,
      auth: read,
      limit: noBody,
      audit: always,
      schema: { params: Id, replies: { ...refusals, 404: ApiError } },
      summary: 'One annual report as a zip of iXBRL files',
      handler: document(room),
    },
  ];
  return table.map((row) => ({ ...row, renderProblem }));
}
