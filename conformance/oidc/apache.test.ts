import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { freePort } from '@ena/testkit/ports.ts';
import { logInByHand } from './person.ts';
import { type StartedApache, startApache } from './started-apache.ts';
import { type StartedHub, startHub } from './started-hub.ts';

/* The identity room seen by Debian's libapache2-mod-auth-openidc, unmodified: a web server in front of a service. */

const number = 'OIDC_CLAIM_https---id.oidc.se-claim-personalIdentityNumber';
const scopes = [
  'openid',
  'https://id.oidc.se/scope/naturalPersonInfo',
  'https://id.oidc.se/scope/naturalPersonNumber',
];
const shown = ['OIDC_CLAIM_name', 'OIDC_CLAIM_acr', 'OIDC_CLAIM_birthdate', number, 'REMOTE_USER'];
const page = shown.map((name) => `<!--#echo encoding="none" var="${name}" -->\n`).join('');

interface Answer {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

const requestObject = {
  copy_from_request: [
    'response_type',
    'scope',
    'client_id',
    'state',
    'redirect_uri',
    'nonce',
    'code_challenge',
    'code_challenge_method',
    'acr_values',
  ],
  request_object_type: 'request',
  crypto: { sign_alg: 'RS256' },
};

/** A browser at the web server. `fetch` would say that it is a script, which the module answers otherwise. */
class Jar {
  readonly #cookies = new Map<string, string>();

  async get(url: string): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, accept: 'text/html', 'sec-fetch-mode': 'navigate' };
    const [answer] = (await once(get(url, { headers }), 'response')) as [IncomingMessage];
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return {
      status: answer.statusCode ?? 0,
      location: answer.headers.location ?? '',
      text: Buffer.concat(await answer.toArray()).toString('utf8'),
    };
  }
}

describe('Apache with mod_auth_openidc against the identity room', () => {
  let hub: StartedHub;
  let apache: StartedApache;

  before(async () => {
    const port = await freePort();
    const keys = await rsaKeys();
    hub = await startHub([
      {
        client_id: 'https://rp.example/apache',
        client_name: 'Åre kommuns webbplats',
        redirect_uris: [`http://127.0.0.1:${port}/skyddat/callback`],
        jwks: { keys: [{ ...keys.publicJwk, kid: 'nyckel-1', use: 'sig' }] },
      },
    ]);
    const lines = [
      `OIDCProviderMetadataURL ${hub.url}/identity/.well-known/openid-configuration`,
      'OIDCClientID https://rp.example/apache',
      'OIDCProviderTokenEndpointAuth private_key_jwt',
      'OIDCPKCEMethod S256',
      `OIDCScope "${scopes.join(' ')}"`,
      'OIDCIDTokenSignedResponseAlg RS256',
      'OIDCUserInfoSignedResponseAlg RS256',
      'OIDCAuthRequestParams acr_values=http%3A%2F%2Fid.elegnamnden.se%2Floa%2F1.0%2Floa3',
      `OIDCRequestObject '${JSON.stringify(requestObject)}'`,
      'OIDCPassClaimsAs environment',
    ];
    apache = await startApache({ port, key: { ...keys, kid: 'nyckel-1' }, lines, page });
  });
  after(async () => {
    await apache?.stop();
    await hub?.stop();
  });

  it('protects a page, sends the person to log in, and shows the page the claims', async () => {
    const jar = new Jar();
    const wanted = `${apache.url}/skyddat/`;
    const start = await jar.get(wanted);
    assert.ok(start.location.startsWith(`${hub.url}/identity/auth`), `${start.status} ${start.location}`);
    const back = await logInByHand(new URL(start.location), 3);
    assert.equal(back.searchParams.get('error'), null, back.href);
    const inside = await jar.get(back.href);
    assert.equal(inside.location, wanted, inside.text);
    const { status, text } = await jar.get(wanted);
    const [name, acr, birthdate, personalNumber, user] = text.split('\n');
    assert.equal(status, 200);
    assert.match(name ?? '', /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u);
    assert.equal(acr, 'http://id.elegnamnden.se/loa/1.0/loa3');
    assert.match(personalNumber ?? '', /^\d{12}$/);
    assert.equal(birthdate?.replaceAll('-', ''), personalNumber?.slice(0, 8));
    assert.notEqual(user, '(none)');
  });

  it('asks by a signed request object, and by PKCE', async () => {
    const { location } = await new Jar().get(`${apache.url}/skyddat/`);
    const asked = new URL(location).searchParams;
    const [header = '', payload = ''] = (asked.get('request') ?? '').split('.');
    const read = (part: string) =>
      JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, string>;
    assert.equal(read(header).alg, 'RS256');
    assert.equal(read(payload).code_challenge_method, 'S256');
  });

  it('lets nobody in who comes back with the code of another browser', async () => {
    const [one, other] = [new Jar(), new Jar()];
    const wanted = `${apache.url}/skyddat/`;
    const back = await logInByHand(new URL((await one.get(wanted)).location), 3);
    // The module's own error page is longer than the length it states, so the answer may not be readable.
    const refused = await other.get(back.href).catch(() => undefined);
    assert.notEqual(refused?.location, wanted);
    assert.equal((await other.get(wanted)).status, 302);
  });
});

async function rsaKeys(): Promise<{ pem: string; publicPem: string; publicJwk: JsonWebKey }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const pem = toPem('PRIVATE', await crypto.subtle.exportKey('pkcs8', privateKey));
  const publicPem = toPem('PUBLIC', await crypto.subtle.exportKey('spki', publicKey));
  return { pem, publicPem, publicJwk: await crypto.subtle.exportKey('jwk', publicKey) };
}

function toPem(kind: 'PRIVATE' | 'PUBLIC', der: ArrayBuffer): string {
  const text = Buffer.from(der)
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n');
  return `-----BEGIN ${kind} KEY-----\n${text}\n-----END ${kind} KEY-----\n`;
}
