import { asProblem, type Connection, callRaw, parseJson, unreachable } from './call.ts';
import type { Outcome } from './outcome.ts';

/** What every Ena program says at `/health`. */
export interface Health {
  readonly status: 'ready' | 'degraded' | 'stopping';
  /** One sentence for each thing that is degraded. */
  readonly reasons: readonly string[];
}

/** A 503 that carries a health document is an answer too: the program is stopping. */
export async function readHealth(connection: Connection): Promise<Outcome<Health>> {
  const raw = await callRaw(connection, { method: 'GET', path: '/health', largestAnswer: 64 * 1024 });
  if (raw.kind !== 'ok') return raw;
  const json = parseJson(raw.value.body);
  if (isHealth(json)) return { kind: 'ok', value: { status: json.status, reasons: json.reasons ?? [] } };
  if (raw.value.status >= 400) return { kind: 'problem', problem: asProblem(json, raw.value.status) };
  return unreachable(connection, 'svaret säger inte hur tjänsten mår', 'its answer does not tell its health');
}

function isHealth(json: unknown): json is { status: Health['status']; reasons?: readonly string[] } {
  if (typeof json !== 'object' || json === null || !('status' in json)) return false;
  const reasons = 'reasons' in json ? json.reasons : [];
  const known = json.status === 'ready' || json.status === 'degraded' || json.status === 'stopping';
  return known && Array.isArray(reasons) && reasons.every((reason) => typeof reason === 'string');
}
