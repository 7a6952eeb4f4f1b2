import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '@ena/testkit/ports.ts';

/*
 * A started hub seen by a client that shares no code with it: WebCrypto, fetch and the published examples of
 * OpenID Federation 1.0, and for the witness the text of C2SP's tlog-witness and tlog-cosignature.
 */

type Json = Record<string, unknown>;
interface Key {
  readonly pair: CryptoKeyPair;
  readonly jwk: Json;
}

const anchorId = 'https://hub.sandbox.localhost';
const orgnr = '2120000829';
const entityId = `https://${orgnr}.sandbox.localhost`;
const origin = `${orgnr}.sandbox.localhost/log`;
const typ = 'entity-statement+jwt';

const examples = JSON.parse(
  readFileSync(
    new URL('../../shared/contracts/openid-federation/oidf-1_0-examples.json', import.meta.url),
    'utf8',
  ),
) as { section: string; text: string }[];

/** The body of the one example whose section ends so, as JSON; what stands before the body is left out. */
function example(section: string, index = 0): unknown {
  const found = examples.filter((one) => one.section.endsWith(section))[index];
  assert.ok(found, `the examples have ${section}`);
  // Long strings are folded over several lines there.
  return JSON.parse(found.text.slice(found.text.search(/[[{]/)).replaceAll(/\n\s*/g, ''));
}

/** Every member of `ours` that the published example has too must be of the same JSON type. */
function sameShape(ours: Json, published: Json, required: readonly string[]): void {
  for (const name of required) assert.ok(name in ours, `${name} is there, as in the example`);
  for (const [name, value] of Object.entries(published)) {
    if (name in ours) assert.equal(kindOf(ours[name]), kindOf(value), `the type of ${name}`);
  }
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');
const partOf = (jwt: string, index: number): Json =>
  JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString()) as Json;
const claimsOf = (jwt: string): Json => partOf(jwt, 1);
const es256 = { name: 'ECDSA', hash: 'SHA-256' };
const sha256 = async (...parts: (Uint8Array | string)[]) =>
  new Uint8Array(
    await crypto.subtle.digest('SHA-256', Buffer.concat(parts.map((part) => Buffer.from(part)))),
  );

async function newKey(): Promise<Key> {
  const usages: KeyUsage[] = ['sign', 'verify'];
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, usages);
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const kid = base64url(await sha256(JSON.stringify({ crv, kty, x, y })));
  return { pair, jwk: { crv, kty, x, y, kid } };
}

async function sign(claims: Json, { pair, jwk }: Key): Promise<string> {
  const head = base64url(JSON.stringify({ typ, alg: 'ES256', kid: jwk.kid }));
  const input = `${head}.${base64url(JSON.stringify(claims))}`;
  const signature = await crypto.subtle.sign(es256, pair.privateKey, Buffer.from(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

/** The claims, once the header and the signature are found right by one of the keys. */
async function verified(jwt: string, expectedTyp: string, keys: readonly Json[]): Promise<Json> {
  const head = partOf(jwt, 0);
  assert.equal(head.typ, expectedTyp);
  assert.equal(head.alg, 'ES256');
  const jwk = keys.find((key) => key.kid === head.kid);
  assert.ok(jwk, 'the kid is one of the keys');
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const { kty, crv, x, y } = jwk as unknown as JsonWebKey;
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y } as JsonWebKey, curve, false, [
    'verify',
  ]);
  const [first, second, signature = ''] = jwt.split('.');
  const input = Buffer.from(`${first}.${second}`);
  assert.ok(await crypto.subtle.verify(es256, key, Buffer.from(signature, 'base64url'), input));
  return claimsOf(jwt);
}

const keysOf = (claims: Json) => (claims.jwks as { keys: Json[] }).keys;

let hub: ChildProcess;
let url: string;
let folder: string;
let operatorToken: string;
let federationKey: Key;
let logKey: CryptoKeyPair;

async function get(path: string): Promise<Response> {
  return fetch(`${url}${path}`);
}

async function text(path: string): Promise<string> {
  const answer = await get(path);
  assert.equal(answer.status, 200, path);
  return answer.text();
}

async function startHub(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'ena-conformance-'));
  const main = fileURLToPath(new URL('../apps/hub/main.ts', import.meta.url));
  const port = String(await freePort());
  const flags = ['--data', folder, '--port', port, '--log-level', 'error', '--sandbox', '--exit-with-parent'];
  hub = spawn(process.execPath, [main, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ready = await new Promise<string>((resolve, reject) => {
    hub.stdout?.once('data', (line) => resolve(String(line)));
    hub.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
  });
  url = (JSON.parse(ready) as { url: string }).url;
  operatorToken = readFileSync(join(folder, 'operator-token'), 'utf8').trim();
}

/** vkey of C2SP signed-note: name, id, type and key. */
async function vkeyOf(publicKey: CryptoKey): Promise<{ vkey: string; id: Uint8Array }> {
  const typed = Buffer.concat([Buffer.of(1), Buffer.from(await crypto.subtle.exportKey('raw', publicKey))]);
  const id = (await sha256(`${origin}\n`, typed)).slice(0, 4);
  return { vkey: `${origin}+${Buffer.from(id).toString('hex')}+${typed.toString('base64')}`, id };
}

async function joinFederation(): Promise<void> {
  const jwks = { keys: [federationKey.jwk] };
  const registered = await fetch(`${url}/trust-framework/v1/subordinates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ entityId, orgnr, organisationName: 'Karlskrona kommun', jwks }),
  });
  assert.equal(registered.status, 201, await registered.text());
  const iat = Math.floor(Date.now() / 1000);
  const connector = {
    exchange_endpoint: 'https://127.0.0.1:8411',
    jwks: { keys: [(await newKey()).jwk] },
    tls_pins: [base64url(await sha256('a key'))],
    log: { origin, vkey: (await vkeyOf(logKey.publicKey)).vkey, url: 'http://127.0.0.1:8410/log' },
    services: [],
  };
  const claims = {
    iss: entityId,
    sub: entityId,
    iat,
    exp: iat + 96 * 3600,
    jwks,
    authority_hints: [anchorId],
    metadata: { ena_connector: connector, federation_entity: { organization_name: 'Påhittad' } },
  };
  const published = await fetch(`${url}/trust-framework/v1/entity-configurations`, {
    method: 'PUT',
    headers: { 'content-type': `application/${typ}` },
    body: await sign(claims, federationKey),
  });
  assert.equal(published.status, 200, await published.text());
}

before(async () => {
  await startHub();
  federationKey = await newKey();
  logKey = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  await joinFederation();
});

after(async () => {
  const ended = new Promise((resolve) => hub.once('exit', resolve));
  hub.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

describe('OpenID Federation 1.0, from outside', () => {
  const anchor = async () => {
    const jwt = await text('/.well-known/openid-federation');
    return verified(jwt, typ, keysOf(claimsOf(jwt)));
  };
  const endpoint = async (name: string) => {
    const { federation_entity: own } = (await anchor()).metadata as { federation_entity: Json };
    return new URL(String(own[name])).pathname;
  };
  const resolve = async () =>
    text(
      `${await endpoint('federation_resolve_endpoint')}?${new URLSearchParams({ sub: entityId, trust_anchor: anchorId })}`,
    );

  it("names its endpoints in the anchor's entity configuration", async () => {
    const claims = await anchor();
    const statement = example('Entity Statement Example#es_example') as Json;
    sameShape(claims, statement, ['iss', 'sub', 'iat', 'exp', 'jwks', 'metadata']);
    assert.equal(claims.iss, anchorId);
    assert.equal('authority_hints' in claims, false, 'an anchor has no superior');
    for (const name of ['fetch', 'list', 'resolve']) assert.ok(await endpoint(`federation_${name}_endpoint`));
  });

  it('lists its subordinates as the example does', async () => {
    const listing = example('Subordinate Listing Response#subordinate-response') as string[];
    const ours = (await (await get(await endpoint('federation_list_endpoint'))).json()) as string[];
    assert.equal(kindOf(ours), kindOf(listing));
    // The hub's own entities for trust marks are subordinates as well.
    assert.deepEqual(
      ours.filter((id) => !id.includes('/trust-mark-')),
      [entityId],
    );
  });

  it('fetches a subordinate statement that vouches for the keys of its subject', async () => {
    const jwt = await text(
      `${await endpoint('federation_fetch_endpoint')}?sub=${encodeURIComponent(entityId)}`,
    );
    const claims = await verified(jwt, typ, keysOf(await anchor()));
    const statement = example('Entity Statement Example#es_example') as Json;
    sameShape(claims, statement, ['iss', 'sub', 'iat', 'exp', 'jwks', 'metadata', 'source_endpoint']);
    assert.equal(keysOf(claims)[0]?.kid, federationKey.jwk.kid);
    assert.equal('authority_hints' in claims, false, 'only an entity configuration has hints');
    const hosted = await text(new URL(String(claims.ec_location)).pathname);
    await verified(hosted, typ, keysOf(claims));
  });

  it('resolves to a chain that verifies from the anchor down, as in the example', async () => {
    const answer = await verified(await resolve(), 'resolve-response+jwt', keysOf(await anchor()));
    const published = example('Resolve Response#resolve-response') as Json;
    sameShape(answer, published, ['iss', 'sub', 'iat', 'exp', 'metadata', 'trust_chain']);
    const [leaf = '', subordinate = '', top = ''] = answer.trust_chain as string[];
    const anchorClaims = await verified(top, typ, keysOf(claimsOf(top)));
    const vouched = await verified(subordinate, typ, keysOf(anchorClaims));
    const own = await verified(leaf, typ, keysOf(vouched));
    assert.equal(own.sub, entityId);
    assert.equal(answer.exp, Math.min(...[own, vouched, anchorClaims].map((claims) => Number(claims.exp))));
    const { federation_entity: named } = answer.metadata as { federation_entity: Json };
    assert.equal(named.organization_name, 'Karlskrona kommun', "the superior's metadata wins");
  });

  it('answers mistakes in the form of the example', async () => {
    const published = example('Error Responses#error_response') as Json;
    const answer = await get(await endpoint('federation_fetch_endpoint'));
    assert.equal(answer.status, 400);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    const ours = (await answer.json()) as Json;
    sameShape(ours, published, Object.keys(published));
    assert.equal(ours.error, published.error);
  });
});

describe('C2SP tlog-witness, from outside', () => {
  const checkpoint = async (entry: string) => {
    const root = await sha256(Buffer.of(0), entry);
    const body = `${origin}\n1\n${Buffer.from(root).toString('base64')}\n`;
    const signature = new Uint8Array(
      await crypto.subtle.sign('Ed25519', logKey.privateKey, Buffer.from(body)),
    );
    const { id } = await vkeyOf(logKey.publicKey);
    const line = Buffer.concat([id, signature]).toString('base64');
    return { body, note: `${body}\n— ${origin} ${line}\n` };
  };
  const push = (body: string) =>
    fetch(`${url}/witness/add-checkpoint`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body,
    });

  it('cosigns by the key that the trust anchor announces, over text and time', async () => {
    const { body, note } = await checkpoint('first entry');
    const answer = await push(`old 0\n\n${note}`);
    assert.equal(answer.status, 200);
    const [, name, encoded = ''] = (await answer.text()).trimEnd().split(' ');
    const { ena_hub: own } = claimsOf(await text('/.well-known/openid-federation')).metadata as {
      ena_hub: Json;
    };
    const [vkeyName, hexId, keyText = ''] = String(own.witness_vkey).split(
      /\+(?=[0-9a-f]{8}\+)|(?<=\+[0-9a-f]{8})\+/,
    );
    assert.equal(name, vkeyName);
    const typed = Buffer.from(keyText, 'base64');
    assert.equal(typed[0], 4, 'the type of a cosignature/v1 key');
    const signed = Buffer.from(encoded, 'base64');
    assert.equal(signed.subarray(0, 4).toString('hex'), hexId);
    const time = signed.readBigUInt64BE(4);
    assert.ok(Math.abs(Number(time) - Date.now() / 1000) < 60);
    const key = await crypto.subtle.importKey('raw', typed.subarray(1), 'Ed25519', false, ['verify']);
    const message = Buffer.from(`cosignature/v1\ntime ${time}\n${body}`);
    assert.ok(await crypto.subtle.verify('Ed25519', key, signed.subarray(12), message));
  });

  it('refuses another history of the same size, and names the size it knows', async () => {
    const { note } = await checkpoint('another entry');
    assert.equal((await push(`old 1\n\n${note}`)).status, 422);
    const conflict = await push(`old 0\n\n${note}`);
    assert.equal(conflict.status, 409);
    assert.equal(conflict.headers.get('content-type'), 'text/x.tlog.size');
    assert.equal(await conflict.text(), '1\n');
  });
});
