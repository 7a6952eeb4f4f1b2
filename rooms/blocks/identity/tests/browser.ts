/** A browser as far as a log-in needs one: cookies by origin and path, redirects one at a time, forms. */
export class Browser {
  readonly #cookies = new Map<string, { value: string; origin: string; path: string }>();

  async get(url: string): Promise<Response> {
    return this.#send(url, { headers: this.#headers(url) });
  }

  async post(url: string, form: Readonly<Record<string, string>>): Promise<Response> {
    return this.#send(url, { method: 'POST', headers: this.#headers(url), body: new URLSearchParams(form) });
  }

  /** Follows redirects as long as they stay on this origin, and answers where the last one leads, or the last page. */
  async follow(first: Response, origin: string): Promise<{ url: string; response: Response }> {
    let response = first;
    let url = response.url;
    for (let i = 0; i < 10 && response.status >= 300 && response.status < 400; i++) {
      url = new URL(response.headers.get('location') ?? '', url).href;
      if (new URL(url).origin !== origin) break;
      response = await this.get(url);
    }
    return { url, response };
  }

  forget(): void {
    this.#cookies.clear();
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(new URL(url).origin, line);
    return response;
  }

  #keep(origin: string, line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    const gone = attributes.some((one) => /^expires=Thu, 01 Jan 1970/i.test(one));
    if (gone) this.#cookies.delete(`${origin}${path} ${name}`);
    else this.#cookies.set(`${origin}${path} ${name}`, { value, origin, path });
  }

  #headers(url: string): Record<string, string> {
    const { pathname, origin } = new URL(url);
    const cookie = [...this.#cookies]
      .filter(([, cookie]) => cookie.origin === origin && covers(cookie.path, pathname))
      .map(([key, { value }]) => `${key.split(' ')[1]}=${value}`)
      .join('; ');
    return cookie === '' ? {} : { cookie };
  }
}

function covers(path: string, pathname: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}
