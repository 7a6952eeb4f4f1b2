import { type Connection, callRaw, parseJson } from '@ena/client/call.ts';
import { asObject, countField } from '@ena/client/verify/json.ts';

/** One score for one page, as Digg's UserFeedback API takes it. */
export interface Score {
  readonly apiKey: string;
  readonly domain: string;
  /** The page's path without anyone's parameters. */
  readonly page: string;
  readonly score: number;
  /** The contract wants a visitor's fingerprint; ours is chance, made for this one score. */
  readonly fingerprint: string;
}

/**
 * First that the question was shown, then the score, as the contract has it (diggsweden/UserFeedbackAPI).
 * True when the collector has taken both.
 */
export async function sendScore(connection: Connection, score: Score): Promise<boolean> {
  const { apiKey, domain, page, fingerprint } = score;
  const impression = await post(connection, apiKey, '/impression/create', {
    domain,
    path: page,
    name: 'Hjälpte denna information dig?',
    fingerprint,
  });
  const impressionId = countField(asObject(impression), 'id');
  if (impressionId === undefined) return false;
  const rated = await post(connection, apiKey, '/rating/create', {
    impressionId,
    fingerprint,
    score: score.score,
  });
  return rated !== undefined;
}

async function post(connection: Connection, apiKey: string, path: string, body: object): Promise<unknown> {
  const raw = await callRaw(connection, {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', accept: 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify(body),
    largestAnswer: 64 * 1024,
  });
  return raw.kind === 'ok' && raw.value.status === 200 ? parseJson(raw.value.body) : undefined;
}
