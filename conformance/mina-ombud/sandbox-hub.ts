import { type HubProgram, startHubProgram } from '../hub-program.ts';

/** What the published samples know of the client that they all fall back to. */
const sample = { id: 'mina-ombud-sample', secret: '3392d044-d0f2-491d-a40d-edda4f1361c0' };

export interface SandboxHub extends HubProgram {
  /** An access token of the published sample client, from the contract's own token endpoint. */
  token(scope: string): Promise<string>;
  /** An id token of a test person, by her number. */
  idToken(personalNumber: string): Promise<string>;
}

const rooms = [
  'blocks/trust-framework',
  'blocks/authorization',
  'blocks/identity',
  'base-data/company',
  'base-data/person',
  'blocks/mina-ombud',
];

/** The hub program with Mina ombud, so configured, and what it needs. */
export async function startSandboxHub(configuration: object = {}): Promise<SandboxHub> {
  const hub = await startHubProgram({ rooms, configuration: { 'blocks/mina-ombud': configuration } });
  return {
    ...hub,
    token: (scope) => accessToken(hub.url, scope),
    idToken: async (personalNumber) => {
      const headers = { 'content-type': 'text/plain' };
      const answer = await fetch(`${hub.url}/sample/user`, { method: 'POST', headers, body: personalNumber });
      return answer.text();
    },
  };
}

async function accessToken(url: string, scope: string): Promise<string> {
  const answer = await fetch(`${url}/auth/realms/dfm/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${sample.id}:${sample.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  if (answer.status !== 200) throw new Error(await answer.text());
  return ((await answer.json()) as { access_token: string }).access_token;
}
