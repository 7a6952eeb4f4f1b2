import { type HubProgram, startHubProgram } from '../hub-program.ts';

export interface SandboxHub extends HubProgram {
  /** An access token with the scopes, of a client made for it. */
  token(scopes: readonly string[]): Promise<string>;
}

/** Mina ärenden, and what it needs. */
const rooms = [
  'base-data/company',
  'base-data/person',
  'blocks/trust-framework',
  'blocks/identity',
  'blocks/authorization',
  'blocks/mina-ombud',
  'blocks/indexing',
  'blocks/mina-arenden',
];

const configuration = { 'blocks/mina-arenden': { sandboxCases: false } };

/** The hub program with Mina ärenden, and no cases in it. */
export async function startSandboxHub(): Promise<SandboxHub> {
  const hub = await startHubProgram({ rooms, configuration });
  return { ...hub, token: (scopes) => accessToken(hub, scopes) };
}

async function accessToken({ url, operatorToken }: HubProgram, scopes: readonly string[]): Promise<string> {
  const made = await fetch(`${url}/admin/v1/clients`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'conformance', organisation: '2120000829', scopes }),
  });
  const { secret } = (await made.json()) as { secret: string };
  const form = { grant_type: 'client_credentials', client_id: 'conformance', client_secret: secret };
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  if (answer.status !== 200) throw new Error(await answer.text());
  return ((await answer.json()) as { access_token: string }).access_token;
}
