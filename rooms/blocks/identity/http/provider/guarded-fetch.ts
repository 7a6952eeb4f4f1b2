import type { CallOut } from '@ena/kernel/http/outgoing.ts';

const mostBytes = 65_536;
const withinMs = 2500;

/** What the libraries fetch (keys of relying parties, upstream providers) goes through the kernel's guard. */
interface Asked {
  readonly method?: string | undefined;
  readonly headers?: HeadersInit | undefined;
  readonly body?: unknown;
}

export type GuardedFetch = (url: string | URL, asked?: Asked) => Promise<Response>;

export function guardedFetch(callOut: CallOut): GuardedFetch {
  return async (url, asked = {}) => {
    const outcome = await callOut(String(url), {
      method: asked.method === 'POST' ? 'POST' : 'GET',
      headers: Object.fromEntries(new Headers(asked.headers)),
      ...(typeof asked.body === 'string' || asked.body instanceof URLSearchParams
        ? { body: String(asked.body) }
        : {}),
      mostBytes,
      withinMs,
    });
    if (!outcome.ok) throw new Error(`the address could not be read: ${outcome.error}`);
    const { status, contentType, body } = outcome.value;
    return new Response(body.toString('utf8'), {
      status,
      headers: { 'content-type': contentType ?? 'application/octet-stream' },
    });
  };
}
