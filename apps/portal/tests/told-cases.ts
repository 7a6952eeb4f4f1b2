import { setTimeout as pause } from 'node:timers/promises';
import type { CaseParty, FailureReason, MyEvent, NamedProducer } from '@ena/client/cases.ts';
import { serve, type TestServer } from '@ena/client/tests/serve.ts';

/** How one authority behaves at the next question. */
export interface ToldProducer {
  readonly name: string;
  readonly events: readonly MyEvent[];
  readonly total?: number;
  readonly afterMs?: number;
  /** It answers when this has come to pass. */
  readonly when?: Promise<unknown>;
  readonly failure?: FailureReason;
  /** The whole answer stops when it would be this one's turn. */
  readonly breaks?: boolean;
}

export interface ToldCases {
  /** By id. */
  producers: Record<string, ToldProducer>;
  parties: readonly CaseParty[];
  /** What the next overviews answer instead. */
  refusal: { readonly status: number; readonly slug: string } | undefined;
  /** What was sent: the path, and the body without what does not change. */
  readonly sent: { readonly path: string; readonly body: Record<string, unknown> }[];
  /** How often a question was left before its answer had ended. */
  left: number;
  readonly url: string;
  close(): Promise<void>;
}

export const refNamed = (name: string) => name.padEnd(22, '0').slice(0, 22);

export const herself: CaseParty = {
  ref: refNamed('jag'),
  kind: 'self',
  name: 'Åsa Öberg-Test',
  by: 'self',
};

export function event(producer: NamedProducer, name: string, changes: Partial<MyEvent> = {}): MyEvent {
  return {
    ref: refNamed(name),
    producer,
    title: name,
    description: '',
    language: 'sv',
    at: '2026-11-20T10:00:00+01:00',
    type: 'TESTKOP.BYGGLOV.MOTTAGEN',
    needsAction: false,
    closed: false,
    ...changes,
  };
}

/** The case interface as far as the portal asks it, with producers that behave as they are told. */
export async function serveToldCases(): Promise<ToldCases> {
  const told = {
    producers: {} as Record<string, ToldProducer>,
    parties: [herself] as readonly CaseParty[],
    refusal: undefined as ToldCases['refusal'],
    sent: [] as ToldCases['sent'],
    left: 0,
  };
  const server: TestServer = await serve(async (request, response) => {
    const path = request.url ?? '';
    const json = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const words: Record<string, object> = {
      '/cases/v1/event-types/TESTKOP.BYGGLOV': { sv: 'Bygglov', en: 'Building permits' },
    };
    if (words[path] !== undefined) return json(200, words[path]);
    if (request.headers.authorization !== 'Bearer test-access-token')
      return json(404, { type: 'urn:ena:problem:http:not-found', title: 'x', status: 404 });
    if (path === '/cases/v1/my/parties') return json(200, { items: told.parties });
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += part;
    const body = JSON.parse(text) as { for?: string; producers?: string[] } & Record<string, unknown>;
    told.sent.push({ path, body });
    if (path === '/cases/v1/my/seen') return json(200, {});
    if (told.refusal !== undefined) {
      const { status, slug } = told.refusal;
      return json(status, { type: `urn:ena:problem:cases:${slug}`, title: 'x', status });
    }
    response.on('close', () => {
      if (!response.writableEnded) told.left += 1;
    });
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    const write = (line: object) => response.write(`${JSON.stringify(line)}\n`);
    const asked = Object.entries(told.producers).filter(
      ([id]) => body.producers === undefined || body.producers.includes(id),
    );
    const whom = told.parties.find(({ ref }) => ref === body.for) ?? herself;
    const named = (some: readonly [string, ToldProducer][]) => some.map(([id, { name }]) => ({ id, name }));
    const others = Object.entries(told.producers).filter(([id]) => !asked.some(([one]) => one === id));
    write({ kind: 'asked', for: whom, producers: named(asked), others: named(others) });
    await Promise.all(
      asked.map(async ([id, one]) => {
        await pause(one.afterMs ?? 0, undefined, { ref: false });
        await one.when;
        const producer = { id, name: one.name };
        if (one.breaks) response.destroy();
        else if (one.failure !== undefined) write({ kind: 'failure', producer, reason: one.failure });
        else write({ kind: 'answer', producer, events: one.events, total: one.total ?? one.events.length });
      }),
    );
    response.end(`${JSON.stringify({ kind: 'end', complete: true })}\n`);
  });
  return Object.assign(told, { url: server.url, close: () => server.close() });
}
