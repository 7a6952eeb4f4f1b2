/**
 * A person at a browser without script: follows redirects, keeps cookies, reads the forms of the page and posts them.
 * Answers the address at which the browser leaves the provider.
 */
export async function logInByHand(start: URL, level: 2 | 3 | 4, person = 1): Promise<URL> {
  const jar = new Map<string, string>();
  const page = await open(jar, start);
  if (page.left !== undefined) return page.left;
  const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const choices = [...page.text.matchAll(/<option value="([^"]+)"/g)].map(([, value = '']) => value);
  const form = { method: 'test', person: choices[person] ?? '', level: String(level) };
  const target = new URL(action.replaceAll('&amp;', '&'), start);
  const end = await open(jar, target, new URLSearchParams(form));
  if (end.left === undefined) throw new Error(`the log-in ended on a page: ${end.text}`);
  return end.left;
}

interface Opened {
  readonly text: string;
  readonly left: URL | undefined;
}

async function open(jar: Map<string, string>, first: URL, form?: URLSearchParams): Promise<Opened> {
  let url = first;
  let body: URLSearchParams | undefined = form;
  for (let i = 0; i < 10; i++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const method = body === undefined ? 'GET' : 'POST';
    const answer = await fetch(url, { method, body: body ?? null, headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) keep(jar, line);
    const location = answer.headers.get('location');
    if (location === null) return { text: await answer.text(), left: undefined };
    await answer.arrayBuffer();
    url = new URL(location, url);
    body = undefined;
    if (url.origin !== first.origin) return { text: '', left: url };
  }
  throw new Error('the provider sends the browser round in circles');
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === '') jar.delete(name);
  else jar.set(name, value);
}
