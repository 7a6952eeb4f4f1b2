/** The client that the published samples of Mina ombud are; in the sandbox the municipality's e-service is that client. */
const sample = { id: 'mina-ombud-sample', secret: '3392d044-d0f2-491d-a40d-edda4f1361c0' };

export interface SignedContext {
  readonly fullmaktsgivare: { readonly id: string; readonly namn: string };
  readonly behorigheter: readonly { readonly kod: string; readonly fullmakt: string }[];
  readonly tidpunkt: string;
  readonly _sig: object;
  readonly [member: string]: unknown;
}

/** What `POST /mandates/v1/decisions` answers. */
export interface Why {
  readonly allowed: boolean;
  readonly code: string;
  readonly sv: string;
  readonly mandate?: { readonly id: string; readonly endedBy?: string; readonly endedAt?: string };
}

export interface Question {
  readonly relyingParty: string;
  readonly holder: string;
  readonly grantor: string;
  readonly permission: string;
}

/** A municipality's e-service, which asks through the published contract for the user that is logged in at it. */
export class EService {
  readonly #hub: string;
  /** For the contract, and for our own questions: one client, two scopes. */
  readonly #token: string;
  readonly #decisions: string;
  readonly #idToken: string;

  private constructor(hub: string, [token, decisions]: readonly [string, string], idToken: string) {
    this.#hub = hub;
    this.#token = token;
    this.#decisions = decisions;
    this.#idToken = idToken;
  }

  static async open(hub: string, user: string): Promise<EService> {
    const tokens = [await tokenOf(hub, 'user:self'), await tokenOf(hub, 'mandates:decide')] as const;
    const headers = { 'content-type': 'text/plain' };
    const idToken = await fetch(`${hub}/sample/user`, { method: 'POST', headers, body: user });
    if (!idToken.ok) throw new Error(await idToken.text());
    return new EService(hub, tokens, await idToken.text());
  }

  /** `hamtaBehorigheter`: one signed context for each grantor, none where nobody has given a mandate. */
  async ask({ relyingParty, holder, grantor, permission }: Question): Promise<readonly SignedContext[]> {
    const answer = await fetch(`${this.#hub}/dfm/formedlare/v2/sok/behorigheter`, {
      method: 'POST',
      headers: { ...this.#headers(), 'content-type': 'application/json' },
      body: JSON.stringify({
        tredjeman: relyingParty,
        fullmaktshavare: { id: holder, typ: 'pnr' },
        fullmaktsgivare: { id: grantor, typ: 'pnr' },
        behorigheter: [permission],
      }),
    });
    if (answer.status !== 200) throw new Error(await answer.text());
    return ((await answer.json()) as { kontext: readonly SignedContext[] }).kontext;
  }

  /** Why the question above is answered as it is: the same client, one call. */
  async why({ relyingParty, holder, grantor, permission }: Question): Promise<Why> {
    const answer = await fetch(`${this.#hub}/mandates/v1/decisions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#decisions}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        actor: { kind: 'person', id: holder },
        grantor: { kind: 'person', id: grantor },
        relyingParty,
        permission,
        purpose: 'bygglovsansökan',
        service: 'bygglov',
      }),
    });
    if (answer.status !== 200) throw new Error(await answer.text());
    return (await answer.json()) as Why;
  }

  /** `hamtaFullmakt`: how the mandate stands, and by whom it was ended. */
  async fate(relyingParty: string, mandate: string): Promise<readonly [status: string, endedBy?: string]> {
    const path = `/dfm/formedlare/v2/tredjeman/${relyingParty}/fullmakter/${mandate}`;
    const answer = await fetch(`${this.#hub}${path}`, { headers: this.#headers() });
    if (answer.status !== 200) throw new Error(await answer.text());
    const { metadata } = (await answer.json()) as {
      metadata: { status: string; aterkallad?: { part: string } };
    };
    const { status, aterkallad } = metadata;
    return aterkallad === undefined ? [status] : [status, aterkallad.part];
  }

  #headers() {
    return {
      authorization: `Bearer ${this.#token}`,
      'x-id-token': this.#idToken,
      'x-service-name': 'bygglov',
    };
  }
}

async function tokenOf(hub: string, scope: string): Promise<string> {
  const answer = await fetch(`${hub}/auth/realms/dfm/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${sample.id}:${sample.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { access_token: string }).access_token;
}
