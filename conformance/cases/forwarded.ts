import type { Running } from '../joining/programs.ts';
import { asOperator } from './operator.ts';

/** The titles of what all producers tell about one person, by the name of who tells it. */
export type Forwarded = ReadonlyMap<string, readonly string[]>;

interface Svar {
  readonly kundhandelser: readonly {
    readonly kundhandelserForPart: readonly { readonly producent: string; readonly rubrik: string }[];
  }[];
}

const patienceMs = 60_000;

/**
 * A client of the forwarding service, which asks by the published standard for persons about themselves, again where
 * someone did not answer in time.
 */
export async function forwardingClient(hub: Running): Promise<(person: string) => Promise<Forwarded>> {
  const client = { id: 'provande', organisation: '2120000829', scopes: ['cases:forward'] };
  const { secret } = await asOperator(hub, 'POST', '/admin/v1/clients', client);
  const granted = await fetch(`${hub.url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: String(secret),
    }),
  });
  const { access_token: token } = (await granted.json()) as { access_token: string };
  const once = async (person: string) => {
    const answer = await fetch(`${hub.url}/mina-arenden/v1/kundhandelseFragaSynkron`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        skv_client_correlation_id: 'prov-1',
      },
      body: JSON.stringify({
        fraga: { parter: [{ kund: { identifierare: person, typ: 'Personnummer' } }] },
        anvandare: person,
      }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text}`);
    return { isWhole: answer.status === 200, text };
  };
  return async (person) => {
    const until = performance.now() + patienceMs;
    for (;;) {
      const { isWhole, text } = await once(person);
      if (isWhole) return titlesIn(JSON.parse(text) as Svar);
      if (performance.now() > until) throw new Error(`someone does not answer: ${text}`);
    }
  };
}

function titlesIn({ kundhandelser }: Svar): Forwarded {
  const events = kundhandelser.flatMap(({ kundhandelserForPart }) => kundhandelserForPart);
  const by = Map.groupBy(events, ({ producent }) => producent);
  return new Map([...by].map(([name, told]) => [name, told.map(({ rubrik }) => rubrik)]));
}
