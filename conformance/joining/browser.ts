/** One form of a page, with what it would send as it stands. */
export interface Form {
  readonly action: URL;
  readonly method: string;
  readonly fields: ReadonlyMap<string, string>;
  /** Values that a choice offers, by its field. */
  readonly choices: ReadonlyMap<string, readonly { readonly value: string; readonly text: string }[]>;
  readonly text: string;
}

export interface Link {
  readonly href: URL;
  readonly text: string;
}

export interface Page {
  readonly url: URL;
  readonly status: number;
  /** As it came. */
  readonly body: string;
  /** Visible text, without markup. */
  readonly text: string;
  readonly forms: readonly Form[];
  readonly links: readonly Link[];
}

/** A browser without script: follows redirects, keeps cookies per host, reads forms and posts them. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  open(url: URL | string): Promise<Page> {
    return this.#go(new URL(url), undefined);
  }

  /** The answer as it comes in. */
  begin(url: URL | string): Promise<Response> {
    const to = new URL(url);
    return fetch(to, { redirect: 'manual', headers: { cookie: this.#cookie(to) } });
  }

  /** Sends the only form whose action or text matches, with the fields changed. */
  submit(page: Page, which: RegExp, change: Readonly<Record<string, string>> = {}): Promise<Page> {
    const fitting = page.forms.filter((form) => which.test(form.action.pathname) || which.test(form.text));
    const [form] = fitting;
    if (form === undefined || fitting.length > 1)
      throw new Error(`${fitting.length} forms like ${which} at ${page.url}: ${page.text}`);
    const body = new URLSearchParams([...form.fields, ...Object.entries(change)]);
    const final = new URLSearchParams();
    for (const [name, value] of body) final.set(name, value);
    if (form.method === 'post') return this.#go(form.action, final);
    const target = new URL(form.action);
    target.search = String(final);
    return this.#go(target, undefined);
  }

  async #go(start: URL, form: URLSearchParams | undefined): Promise<Page> {
    let url = start;
    let body = form;
    for (let hop = 0; hop < 20; hop++) {
      const jar = this.#jarOf(url);
      const cookie = this.#cookie(url);
      const method = body === undefined ? 'GET' : 'POST';
      const answer = await fetch(url, {
        method,
        body: body ?? null,
        redirect: 'manual',
        headers: { cookie },
      });
      for (const line of answer.headers.getSetCookie()) keep(jar, line);
      const location = answer.headers.get('location');
      if (location === null) return readPage(url, answer.status, await answer.text());
      await answer.arrayBuffer();
      url = new URL(location, url);
      body = undefined;
    }
    throw new Error(`sent round in circles from ${start}`);
  }

  #cookie(url: URL): string {
    return [...this.#jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #jarOf(url: URL): Map<string, string> {
    const jar = this.#jars.get(url.host) ?? new Map<string, string>();
    this.#jars.set(url.host, jar);
    return jar;
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === '') jar.delete(name);
  else jar.set(name, value);
}

function readPage(url: URL, status: number, html: string): Page {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inner = '']) =>
    readForm(url, head, inner),
  );
  const links = [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/g)].map(([, head = '', inner = '']) => ({
    href: new URL(attributes(head).href ?? '', url),
    text: visible(inner),
  }));
  return { url, status, body: html, text: visible(html), forms, links };
}

function readForm(url: URL, head: string, inner: string): Form {
  const fields = new Map<string, string>();
  const choices = new Map<string, { value: string; text: string }[]>();
  for (const [tag] of inner.matchAll(/<(?:input|button)\b[^>]*>/g)) {
    const { name, value = '', type, checked } = attributes(tag);
    if (name === undefined) continue;
    const chosen = !['radio', 'checkbox'].includes(type ?? '') || checked !== undefined;
    if (chosen && !(tag.startsWith('<button') && fields.has(name))) fields.set(name, value);
    if (type === 'radio') choices.set(name, [...(choices.get(name) ?? []), { value, text: '' }]);
  }
  for (const [, tag = '', text = ''] of inner.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g))
    fields.set(attributes(tag).name ?? '', unescaped(text));
  for (const [, tag = '', body = ''] of inner.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)) {
    const options = [...body.matchAll(/(<option\b[^>]*>)([^<]*)/g)].map(([, option = '', text = '']) => ({
      value: attributes(option).value ?? unescaped(text),
      text: unescaped(text).trim(),
    }));
    const name = attributes(tag).name ?? '';
    choices.set(name, options);
    fields.set(name, options[0]?.value ?? '');
  }
  const { action = '', method = 'get' } = attributes(head);
  return {
    action: new URL(action, url),
    method: method.toLowerCase(),
    fields,
    choices,
    text: visible(inner),
  };
}

function attributes(tag: string): Record<string, string | undefined> {
  const found: Record<string, string> = {};
  for (const [, name = '', value] of tag.matchAll(/([a-z-]+)(?:="([^"]*)")?/g))
    found[name] = unescaped(value ?? '');
  return found;
}

function visible(html: string): string {
  const body = html.replace(/<(style|script|head)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ');
  return unescaped(body).replace(/\s+/g, ' ').trim();
}

function unescaped(text: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(#?\w+);/g, (whole, name: string) => names[name] ?? whole);
}
