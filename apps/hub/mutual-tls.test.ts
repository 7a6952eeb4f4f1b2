import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { makeTlsIdentity, type TlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { uuidv7 } from '@ena/kernel/id.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { freePort } from '@ena/testkit/ports.ts';

/* Certificate-bound tokens (RFC 8705) of a hub that takes TLS itself, with no proxy before it. */

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
const folder = temporaryFolder();
const identity = (name: string) =>
  makeTlsIdentity(name, systemClock, { days: 1, dnsNames: [], ipAddresses: ['127.0.0.1'] });
const own = identity('navet');
const [holder, thief] = [identity('innehavaren'), identity('tjuven')];
const key = generateEs256Key();
const scope = 'vardefulla-datamangder:ping';
const api = '/vardefulla-datamangder/v1/isalive';

let hub: ChildProcess;
let url: string;
let tlsPort: number;

before(async () => {
  const port = await freePort();
  tlsPort = await freePort();
  writeFileSync(join(folder.path, 'cert.pem'), own.certPem);
  writeFileSync(join(folder.path, 'key.pem'), own.keyPem, { mode: 0o600 });
  const tls = { port: tlsPort, certificate: 'cert.pem', key: 'key.pem' };
  const mutualTlsUrl = `https://127.0.0.1:${tlsPort}`;
  const authorization = { certificateHeader: 'X-Client-Cert-Sha256', mutualTlsUrl };
  writeFileSync(
    join(folder.path, 'config.json'),
    JSON.stringify({ tls, 'blocks/authorization': authorization }),
  );
  hub = start(['--data', folder.path, '--port', String(port), '--sandbox']);
  const [line] = await once(hub.stdout ?? hub, 'data');
  ({ url } = JSON.parse(String(line)));
  const made = await fetch(`${url}/authorization/v1/clients/foretaget`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${operatorToken()}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      organisation: '2120000829',
      profile: 'ena',
      grants: ['client_credentials'],
      scopes: [scope],
      jwks: { keys: [key.publicJwk] },
      certificateBound: true,
    }),
  });
  assert.equal(made.status, 201, await made.text());
});

after(async () => {
  const ended = once(hub, 'exit');
  hub.kill('SIGTERM');
  await ended;
  folder.remove();
});

function start(args: readonly string[]): ChildProcess {
  const rooms = 'blocks/trust-framework,blocks/authorization,base-data/company';
  const env = { ...process.env, DATABASE_URL: '' };
  return spawn(process.execPath, [program, ...args, '--rooms', rooms, '--log-level', 'silent'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
}

const operatorToken = () => readFileSync(join(folder.path, 'operator-token'), 'utf8');

interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Over TLS, showing the certificate where one is given. */
async function over(shown: TlsIdentity | undefined, path: string, { body, ...more }: Call = {}) {
  const pair: RequestOptions = shown === undefined ? {} : { cert: shown.certPem, key: shown.keyPem };
  const options = { host: '127.0.0.1', port: tlsPort, path, ca: own.certPem, agent: false, ...pair, ...more };
  const [answer] = await once(request(options).end(body), 'response');
  let text = '';
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode as number, text };
}

async function tokenForm(): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: 'foretaget', sub: 'foretaget', aud: `${url}/authorization`, iat, exp: iat + 60 };
  const assertion = await signJwt('JWT', { ...claims, jti: uuidv7(Date.now()) }, key);
  return new URLSearchParams({
    grant_type: 'client_credentials',
    scope,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }).toString();
}

async function askToken(shown: TlsIdentity | undefined, headers: Record<string, string> = {}) {
  return over(shown, '/authorization/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: await tokenForm(),
  });
}

const hexOf = ({ certPem }: TlsIdentity) =>
  sha256(Buffer.from(certPem.replaceAll(/-----[^-]+-----/g, ''), 'base64')).toString('hex');

describe('a token bound to the certificate of the TLS connection', () => {
  let token: string;
  const bearer = (extra: Record<string, string> = {}) => ({
    headers: { authorization: `Bearer ${token}`, ...extra },
  });

  it('names the thumbprint of the certificate that the client showed', async () => {
    const { status, text } = await askToken(holder);
    assert.equal(status, 200, text);
    token = JSON.parse(text).access_token;
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    assert.equal(Buffer.from(claims.cnf['x5t#S256'], 'base64url').toString('hex'), hexOf(holder));
  });

  it('is asked for at the address that the metadata name', async () => {
    const answer = await fetch(`${url}/.well-known/oauth-authorization-server/authorization`);
    const { mtls_endpoint_aliases: aliases } = (await answer.json()) as Record<
      string,
      Record<string, string>
    >;
    assert.equal(aliases?.token_endpoint, `https://127.0.0.1:${tlsPort}/authorization/token`);
  });

  it('opens an API with that certificate, and with no other and none', async () => {
    assert.equal((await over(holder, api, bearer())).status, 200);
    assert.equal((await over(thief, api, bearer())).status, 401);
    assert.equal((await over(undefined, api, bearer())).status, 401);
    assert.equal((await fetch(url + api, bearer())).status, 401);
  });

  it('is not opened by a header that the caller writes on a TLS connection of ours', async () => {
    const header = { 'x-client-cert-sha256': hexOf(holder) };
    assert.equal((await over(thief, api, bearer(header))).status, 401);
    assert.equal((await over(undefined, api, bearer(header))).status, 401);
    const { status, text } = await askToken(undefined, header);
    assert.deepEqual([status, JSON.parse(text).error], [400, 'invalid_request']);
  });

  it('is still shown by the trusted header of a proxy on the plain listener', async () => {
    const answer = await fetch(url + api, bearer({ 'x-client-cert-sha256': hexOf(holder) }));
    assert.equal(answer.status, 200);
    const other = await fetch(url + api, bearer({ 'x-client-cert-sha256': hexOf(thief) }));
    assert.equal(other.status, 401);
  });
});

describe('a mistake in "tls" of config.json', () => {
  const mistakes: readonly (readonly [string, object, RegExp])[] = [
    [
      'a port that is none',
      { port: 'många', certificate: 'a', key: 'b' },
      /^"tls" in config\.json is \{"port"/,
    ],
    [
      'a key that nobody knows',
      { port: 1, certificate: 'a', key: 'b', colour: 'blå' },
      /^"tls" in config\.json/,
    ],
    [
      'a file that is not there',
      { port: 8443, certificate: 'saknas.pem', key: 'b' },
      /cannot be read: .*saknas/,
    ],
  ];
  for (const [name, tls, sentence] of mistakes) {
    it(`is one sentence and exit code 2: ${name}`, async () => {
      using other = temporaryFolder();
      writeFileSync(join(other.path, 'config.json'), JSON.stringify({ tls }));
      const child = start(['--data', other.path]);
      let said = '';
      child.stderr?.on('data', (chunk) => {
        said += chunk;
      });
      const [code] = await once(child, 'close');
      assert.equal(code, 2, said);
      assert.match(said, sentence);
    });
  }
});
