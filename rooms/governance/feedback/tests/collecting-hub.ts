import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import type { FeedbackConfig } from '../config.ts';
import { feedback } from '../room.ts';

export interface CollectingHub extends TestHub {
  readonly clock: FixedClock;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  pages(query?: string): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

export async function collectingHub(
  options: { readonly sandbox?: boolean; readonly config?: Partial<FeedbackConfig> } = {},
): Promise<CollectingHub> {
  const clock = fixedClock();
  const hub = await startTestHub({
    rooms: [feedback],
    clock,
    sandbox: options.sandbox ?? true,
    configuration: { [feedback.id]: options.config ?? {} },
  });
  const operator = { authorization: `Bearer ${hub.operatorToken}` };
  return {
    ...hub,
    clock,
    post: async (path, body, headers = {}) =>
      read(
        await fetch(`${hub.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      ),
    pages: async (query = '') =>
      read(await fetch(`${hub.url}/feedback/v1/pages${query}`, { headers: operator })),
  };
}

async function read(response: Response): Promise<Answer> {
  return { status: response.status, json: await response.json() };
}
