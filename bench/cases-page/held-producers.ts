import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Held {
  readonly producer: string;
  answer(): void;
}

/** Producers elsewhere that are asked by the standard, each at `<url>/<id>`, and answer when they are told to. */
export class HeldProducers {
  readonly #events: number;
  readonly #held: Held[] = [];
  #wake: () => void = () => undefined;

  private constructor(events: number) {
    this.#events = events;
  }

  static async start(events: number): Promise<HeldProducers & { readonly url: string }> {
    const producers = new HeldProducers(events);
    const server = createServer((request, response) => void producers.#take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    const { port } = server.address() as AddressInfo;
    return Object.assign(producers, { url: `http://127.0.0.1:${port}` });
  }

  /** Waits until so many have been asked. */
  async asked(count: number): Promise<void> {
    while (this.#held.length < count)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }

  /** Lets all answer that have been asked, or all but one. */
  release(but?: string): void {
    const all = this.#held.splice(0);
    this.#held.push(...all.filter(({ producer }) => producer === but));
    for (const one of all) if (one.producer !== but) one.answer();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += piece;
    const json = (body: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const [, producer = ''] = (request.url ?? '').split('/');
    if (producer === 'token') return void json({ access_token: 'x', token_type: 'Bearer', expires_in: 3600 });
    const { parter } = (JSON.parse(text) as { fraga: { parter: readonly object[] } }).fraga;
    this.#held.push({ producer, answer: () => json(this.#answer(producer, parter)) });
    this.#wake();
  }

  #answer(producer: string, parter: readonly object[]): object {
    const told = Array.from({ length: this.#events }, (_, i) => eventOf(producer, i));
    const entry = (part: object) => ({
      part,
      totaltAntalKundhandelser: told.length,
      kundhandelserForPart: told,
    });
    return { kundhandelser: parter.map(entry), metadata: { parter }, delfragor: [] };
  }
}

function eventOf(producer: string, i: number): object {
  return {
    kundhandelseId: `${producer}-${i}`,
    rubrik: `Ansökan ${i} hos ${producer} har fått ett beslut`,
    beskrivning: 'Vi har fattat ett beslut i ditt ärende. Läs det och hör av dig om något är oklart.',
    sprak: 'sv',
    producent: producer,
    tidpunkt: new Date(Date.UTC(2026, 0, 1) + i * 86_400_000).toISOString(),
    kundhandelseTyp: `${producer.toUpperCase()}.BYGGLOV.BESLUT`,
    producentarendetKraverKundatgard: i % 5 === 0,
    producentarendetKlart: i % 2 === 0,
    version: '6.1',
  };
}
