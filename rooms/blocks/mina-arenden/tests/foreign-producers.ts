import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a producer was sent, besides the question. */
export interface Received {
  readonly behaviour: string;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly body: any;
}

export interface ForeignProducers {
  readonly url: string;
  readonly received: readonly Received[];
  /** Tokens that were given out. */
  readonly tokens: () => number;
  /** The tokens given out so far are taken no longer. */
  revokeTokens(): void;
  /** How often whoever asked went away before the answer. */
  readonly left: () => number;
  /** What `switched` does from now on. */
  switchTo(behaviour: string): void;
}

type Answer = (question: Received['body'], response: ServerResponse) => void;

const told = (id: string, changes: object = {}) => ({
  kundhandelseId: id,
  rubrik: 'Inkomstdeklaration åäö',
  beskrivning: 'Vi har fått din deklaration.',
  sprak: 'sv',
  producent: 'Främmande verket',
  tidpunkt: '2026-08-20T09:12:00+02:00',
  kundhandelseTyp: 'FRAMMAT.DEKLARATION.MOTTAGEN',
  producentarendetKraverKundatgard: false,
  producentarendetKlart: false,
  version: '6.1',
  ...changes,
});

/** As the standard has it: one entry for each part, and one row. */
function answer(question: Received['body'], events: readonly object[], more: readonly object[] = []): object {
  const { parter } = question.fraga;
  const entry = (part: object) => ({
    part,
    totaltAntalKundhandelser: events.length,
    kundhandelserForPart: events,
  });
  return { kundhandelser: [...parter.map(entry), ...more], metadata: { parter }, delfragor: [] };
}

const json = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

const someoneElse = {
  part: { kund: { identifierare: '200001012384', typ: 'Personnummer' } },
  totaltAntalKundhandelser: 1,
  kundhandelserForPart: [told('someone')],
};

const behaviours: Readonly<Record<string, Answer>> = {
  good: (question, response) =>
    json(response, 200, answer(question, [told('f1', { referenser: { diarienummer: 'D-1' } })])),
  garbage: (_question, response) => response.end('<html>200 OK</html>'),
  half: (question, response) => {
    const whole = JSON.stringify(answer(question, [told('f1')]));
    response.writeHead(200, { 'content-length': whole.length });
    response.write(whole.slice(0, whole.length / 2), () => response.destroy());
  },
  hung: () => {},
  broken: (_question, response) =>
    json(response, 500, { message: 'Internal server error: db.intern.example' }),
  picky: (_question, response) => json(response, 400, { message: 'Bad request: fraga.taggar' }),
  refusing: (_question, response) => json(response, 403, { message: 'Unauthorized' }),
  foreign: (question, response) =>
    json(
      response,
      200,
      answer(question, [told('f1'), told('alien', { kundhandelseTyp: 'SKV.SKATT.BESLUT' })], [someoneElse]),
    ),
  unproven: (_question, response) =>
    json(response, 502, { type: 'urn:ena:problem:exchange:answer-unproven', status: 502 }),
  ungranted: (_question, response) =>
    json(response, 403, { type: 'urn:ena:problem:exchange:no-grant', status: 403 }),
  ahead: (question, response) =>
    json(response, 200, answer(question, [told('f1', { tidpunkt: '2026-11-23T12:00:00+01:00' })])),
  late: (question, response) => {
    const day = 86_400_000;
    response.setHeader('date', new Date(Date.parse(String(response.getHeader('date'))) - day).toUTCString());
    json(response, 200, answer(question, [told('f1')]));
  },
  /** Has twelve events, a case that waits among the oldest, and takes pages. */
  paged: (question, response) => {
    const day = (i: number) => `2026-08-${String(10 + i)}T09:00:00+02:00`;
    const all = Array.from({ length: 12 }, (_, i) =>
      told(`f${i}`, {
        tidpunkt: day(i),
        producentarendetKraverKundatgard: i === 1 || i === 2,
        referenser: { diarienummer: i === 2 || i === 3 ? 'AVSLUTAT' : `D-${i}` },
      }),
    ).reverse();
    const { offset = 0, limit = 99 } = question.fraga.behandling?.paginering ?? {};
    const [part] = question.fraga.parter;
    const entry = {
      part,
      totaltAntalKundhandelser: 12,
      kundhandelserForPart: all.slice(offset, offset + limit),
    };
    json(response, 200, { kundhandelser: [entry], metadata: {}, delfragor: [] });
  },
  endless: (_question, response) => {
    const piece = Buffer.alloc(1_000_000, ' ');
    const more = () => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  },
};

/**
 * Producers that somebody else has built, each at `<url>/<behaviour>`, where they give out tokens, and a connector that
 * reaches them as services of those names.
 */
export async function startForeignProducers(now: () => number = Date.now): Promise<ForeignProducers> {
  const received: Received[] = [];
  let given = 0;
  let valid = 0;
  let left = 0;
  let switched = 'good';
  const server = createServer(async (request, response) => {
    response.setHeader('date', new Date(now()).toUTCString());
    response.once('close', () => {
      if (!response.writableEnded) left += 1;
    });
    let text = '';
    for await (const piece of request) text += piece;
    if (request.url === '/token') {
      const basic = Buffer.from(String(request.headers.authorization).slice(6), 'base64').toString();
      if (basic !== 'ena:hemlig%3A%2B%25%26%3D') return json(response, 401, {});
      given += 1;
      valid = given;
      return json(response, 200, { access_token: `token-${given}`, token_type: 'Bearer', expires_in: 300 });
    }
    const path = String(request.url).replace(/^\/connector\/exchange\/\d{10}/, '');
    const [, behaviour = '', operation] = path.split('/');
    if (operation !== 'kundhandelseFragaSynkron') return json(response, 404, { message: 'Not found' });
    if (path === request.url && request.headers.authorization !== `Bearer token-${valid}`)
      return json(response, 401, {});
    const body = JSON.parse(text);
    received.push({ behaviour, headers: request.headers, body });
    behaviours[behaviour === 'switched' ? switched : behaviour]?.(body, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Nobody has to stop it: it keeps no process alive.
  server.unref();
  server.on('connection', (socket) => socket.unref());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    tokens: () => given,
    left: () => left,
    revokeTokens: () => {
      valid = -1;
    },
    switchTo: (behaviour) => {
      switched = behaviour;
    },
  };
}
