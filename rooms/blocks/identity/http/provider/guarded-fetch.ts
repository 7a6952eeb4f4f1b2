import { type CallOut, createCallOut } from '@ena/kernel/http/outgoing.ts';
import { fail } from '@ena/kernel/result.ts';

/** An ID token may hold a signature with its certificates. */
const mostBytes = 262_144;
const withinMs = 5000;

/** What the libraries fetch (keys of relying parties, upstream providers) goes through the kernel's guard. */
interface Asked {
  readonly method?: string | undefined;
  readonly headers?: HeadersInit | undefined;
  readonly body?: unknown;
}

export type GuardedFetch = (url: string | URL, asked?: Asked) => Promise<Response>;

export function guardedFetch(callOut: CallOut, deadlineMs = withinMs): GuardedFetch {
  return async (url, asked = {}) => {
    const outcome = await callOut(String(url), {
      method: asked.method === 'POST' ? 'POST' : 'GET',
      headers: Object.fromEntries(new Headers(asked.headers)),
      ...(typeof asked.body === 'string' || asked.body instanceof URLSearchParams
        ? { body: String(asked.body) }
        : {}),
      mostBytes,
      withinMs: deadlineMs,
    });
    if (!outcome.ok) throw new Error(`the address could not be read: ${outcome.error}`);
    const { status, contentType, body } = outcome.value;
    return new Response(body.toString('utf8'), {
      status,
      headers: { 'content-type': contentType ?? 'application/octet-stream' },
    });
  };
}

/** As `callOut`, and besides `address` of our own installation, wherever that leads: nobody outside has named it. */
export function orOwn(callOut: CallOut, address: string): CallOut {
  const toOurselves = createCallOut({ anyAddress: true });
  return (url, call) => (url === address ? toOurselves : callOut)(url, call);
}

/** For a provider that the operator has in the own network: its address need not be public, TLS it must have. */
export function privateNetwork(): CallOut {
  const callOut = createCallOut({ anyAddress: true });
  return async (url, call) => (url.startsWith('https://') ? callOut(url, call) : fail('address-refused'));
}
