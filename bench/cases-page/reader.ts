/** A browser without script as far as a log-in and a page need one. */
export class Reader {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** With the simulated e-legitimation, at level 3. */
  async logIn(personalNumber: string): Promise<void> {
    const { text, url } = await this.#follow(`${this.#origin}/portal/log-in?next=/tillganglighet`);
    const form = /<form method="post" action="([^"]+)"><input type="hidden" name="method" value="test">/;
    const [, action] = form.exec(text) ?? [];
    const [, person] = new RegExp(`<option value="([^"]+)">[^<]*${personalNumber}`).exec(text) ?? [];
    if (action === undefined || person === undefined) throw new Error(`no one to choose at ${url}`);
    const body = new URLSearchParams({ method: 'test', person, level: '3' });
    const home = await this.#follow(new URL(action, url).href, body);
    if (!home.text.includes('Inloggad som')) throw new Error(`not logged in at ${home.url}`);
  }

  /** Told of all that has come of a page each time that more does. */
  async read(path: string, tell: (sofar: string) => void): Promise<string> {
    const answer = await this.#send(`${this.#origin}${path}`);
    if (answer.status !== 200 || answer.body === null) throw new Error(`${path}: ${answer.status}`);
    let html = '';
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      html += piece;
      tell(html);
    }
    return html;
  }

  async #follow(
    first: string,
    form?: URLSearchParams,
  ): Promise<{ readonly url: string; readonly text: string }> {
    let [url, body] = [first, form];
    for (let hop = 0; hop < 20; hop++) {
      const answer = await this.#send(url, body);
      const text = await answer.text();
      const location = answer.headers.get('location');
      if (location === null) return { url, text };
      [url, body] = [new URL(location, url).href, undefined];
    }
    throw new Error(`sent round in circles from ${first}`);
  }

  async #send(url: string, body?: URLSearchParams): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const method = body === undefined ? 'GET' : 'POST';
    const answer = await fetch(url, { method, body: body ?? null, redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}
