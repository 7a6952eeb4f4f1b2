import type { Room } from '@ena/kernel/room.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { indexing } from '../room.ts';

export const base = '/indexing/v1';
/** Skatteverket and Karlskrona kommun announce; Digg asks. */
export const taxAgency = '2021005448';
export const municipality = '2120000829';
export const asker = '2021006883';
/** Skatteverket's test persons. */
export const tolvan = { kind: 'person', number: '191212121212' };
export const other = { kind: 'person', number: '199001012385' };
export const company = { kind: 'organisation', number: '5560000001' };

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

export interface IndexingHub extends TestHub {
  readonly clock: FixedClock;
  /** As a system of the organisation, with both scopes. */
  as(organisation: string, method: string, path: string, body?: unknown): Promise<Answer>;
  asOperator(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Announces one pointer of the tax agency. */
  announce(subject: object, first?: string, last?: string): Promise<Answer>;
  lookUp(subject: object, area?: string): Promise<Answer>;
}

/** A hub with two producers and one who may ask in `customer-events`. */
export async function indexingHub(more: readonly Room[] = []): Promise<IndexingHub> {
  const clock = fixedClock();
  const hub = await startTestHub({ rooms: [indexing, ...more], clock });
  const tokens = new Map<string, string>();
  const call = async (token: string, method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
    const response = await fetch(`${hub.url}${base}${path}`, init);
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  };
  const as: IndexingHub['as'] = async (organisation, ...rest) => {
    const token =
      tokens.get(organisation) ?? (await hub.accessToken(['index:announce', 'index:lookup'], organisation));
    tokens.set(organisation, token);
    return call(token, ...rest);
  };
  const asOperator: IndexingHub['asOperator'] = (...rest) => call(hub.operatorToken, ...rest);
  for (const producer of [taxAgency, municipality]) {
    await asOperator('PUT', `/areas/customer-events/producers/${producer}`);
  }
  await asOperator('PUT', `/areas/customer-events/askers/${asker}`, { purposes: ['case-overview'] });
  return {
    ...hub,
    clock,
    as,
    asOperator,
    announce: (subject, firstChange = '2026-01-01T00:00:00+01:00', lastChange = firstChange) =>
      as(taxAgency, 'POST', '/areas/customer-events/announcements', {
        pointers: [{ subject, firstChange, lastChange }],
      }),
    lookUp: (subject, area = 'customer-events') =>
      as(asker, 'POST', '/lookups', { area, purpose: 'case-overview', subject }),
  };
}
