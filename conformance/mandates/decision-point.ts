import type { Running } from '../joining/programs.ts';

/** May the holder do the operation on behalf of the grantor? As AuthZEN answers it. */
export type Decide = () => Promise<{ readonly decision: boolean; readonly context: { readonly id: string } }>;

export interface Wish {
  readonly grantor: string;
  readonly holder: string;
  readonly operation: string;
  readonly organisation: string;
}

const scopes = ['access:evaluate', 'access-policy:write'];

/** The hub's decision point, told that the grantor herself may do the operation at the organisation's service. */
export async function decisionPoint(hub: Running, wish: Wish): Promise<Decide> {
  const token = await newToken(hub, wish.organisation);
  const resource = { type: 'service', id: `${wish.organisation}/bygglov` };
  const grantor = { type: 'person', id: wish.grantor };
  const [purpose, legalBasis] = ['handläggning', 'GDPR-6.1.e'];
  await post(`${hub.url}/access-policy/v1/grants`, token, {
    subject: grantor,
    resource,
    operations: [{ action: wish.operation }],
    purposes: [purpose],
    legalBases: [legalBasis],
    validFrom: '2026-01-01T00:00:00+01:00',
    agreement: 'Överenskommelse 17',
  });
  return () =>
    post(`${hub.url}/access/v1/evaluation`, token, {
      subject: { type: 'person', id: wish.holder },
      action: { name: wish.operation },
      resource,
      context: { purpose, legal_basis: legalBasis, on_behalf_of: grantor },
    });
}

async function newToken(hub: Running, organisation: string): Promise<string> {
  const client = { id: 'bygglov', organisation, scopes };
  const { secret } = await post<{ secret: string }>(`${hub.url}/admin/v1/clients`, hub.operatorToken, client);
  const form = { grant_type: 'client_credentials', client_id: client.id, client_secret: secret };
  const body = new URLSearchParams({ ...form, scope: scopes.join(' ') });
  const answer = await fetch(`${hub.url}/oauth2/token`, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function post<Answer>(url: string, token: string, body: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Answer;
}
