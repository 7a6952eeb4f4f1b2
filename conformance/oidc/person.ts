export interface Opened {
  /** Of the page of the provider that the browser stays at. */
  readonly status: number;
  readonly text: string;
  /** The address elsewhere that the browser is sent to, if it is. */
  readonly left: URL | undefined;
}

/** A person at a browser without script: follows redirects, keeps cookies, reads the forms of the page and posts them. */
export class Person {
  readonly #jar = new Map<string, string>();

  async open(first: URL, form?: URLSearchParams): Promise<Opened> {
    let url = first;
    let body: URLSearchParams | undefined = form;
    for (let i = 0; i < 10; i++) {
      const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const method = body === undefined ? 'GET' : 'POST';
      const sent = { method, body: body ?? null, headers: { cookie }, redirect: 'manual' } as const;
      const answer = await fetch(url, sent);
      for (const line of answer.headers.getSetCookie()) keep(this.#jar, line);
      const location = answer.headers.get('location');
      if (location === null) return { status: answer.status, text: await answer.text(), left: undefined };
      await answer.arrayBuffer();
      url = new URL(location, url);
      body = undefined;
      if (url.origin !== first.origin) return { status: answer.status, text: '', left: url };
    }
    throw new Error('the provider sends the browser round in circles');
  }

  /** Chooses a person and a level on the page of the log-in; answers where the browser leaves the provider. */
  async choose(page: Opened, at: URL, level: 2 | 3 | 4, person = 1): Promise<URL> {
    if (page.left !== undefined) return page.left;
    const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const choices = [...page.text.matchAll(/<option value="([^"]+)"/g)].map(([, value = '']) => value);
    const form = { method: 'test', person: choices[person] ?? '', level: String(level) };
    const target = new URL(action.replaceAll('&amp;', '&'), at);
    const end = await this.open(target, new URLSearchParams(form));
    if (end.left === undefined) throw new Error(`the log-in ended on a page: ${end.text}`);
    return end.left;
  }

  async logIn(start: URL, level: 2 | 3 | 4 = 3, person = 1): Promise<URL> {
    return this.choose(await this.open(start), start, level, person);
  }
}

/** In a browser of its own. Answers the address at which it leaves the provider. */
export function logInByHand(start: URL, level: 2 | 3 | 4, person = 1): Promise<URL> {
  return new Person().logIn(start, level, person);
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === '') jar.delete(name);
  else jar.set(name, value);
}
