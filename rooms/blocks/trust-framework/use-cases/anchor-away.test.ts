import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { wellKnownOf } from '@ena/kernel/federation/entity-id.ts';
import type { FederationKey } from '@ena/kernel/federation/statement.ts';
import type { CallOut } from '@ena/kernel/http/outgoing.ts';
import { fail, ok } from '@ena/kernel/result.ts';
import { hour, minute } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { createRemoteResolver } from './resolve-remotely.ts';
import { createStatementSource } from './statement-source.ts';
import { signatureVerifier } from './verify-signature.ts';

const anchorId = 'https://ankare.example';
const leafId = 'https://leaf.example';

/** Another anchor and an entity beneath it, published over a network that can be cut off. */
async function otherFederation() {
  const clock = fixedClock();
  const pages = new Map<string, string>();
  const keys = { anchor: generateEs256Key(), leaf: generateEs256Key() };
  const network = { isCut: false, status: 200, asked: 0 };
  const callOut: CallOut = async (url) => {
    network.asked += 1;
    if (network.isCut) return fail('unreachable');
    const body = pages.get(url);
    const status = body === undefined ? 404 : network.status;
    const contentType = 'application/entity-statement+jwt';
    return ok({ status, contentType, headers: {}, body: Buffer.from(body ?? '') });
  };
  const times = () => {
    const iat = Math.floor(clock.now() / 1000);
    return { iat, exp: iat + 24 * 3600 };
  };
  const put = async (url: string, claims: object, key: SigningKey) =>
    void pages.set(url, await signJwt('entity-statement+jwt', { ...times(), ...claims }, key));
  const jwks = (...all: SigningKey[]) => ({ keys: all.map(({ publicJwk }) => publicJwk) });
  const endpoints = { federation_fetch_endpoint: `${anchorId}/fetch` };
  const publish = async (signer = keys.anchor, ...listed: SigningKey[]) => {
    const configuration = { jwks: jwks(signer, ...listed), metadata: { federation_entity: endpoints } };
    await put(wellKnownOf(anchorId), { iss: anchorId, sub: anchorId, ...configuration }, signer);
    const about = { iss: anchorId, sub: leafId, jwks: jwks(keys.leaf) };
    await put(`${anchorId}/fetch?sub=${encodeURIComponent(leafId)}`, about, signer);
    const own = { iss: leafId, sub: leafId, jwks: jwks(keys.leaf), authority_hints: [anchorId] };
    await put(wellKnownOf(leafId), { ...own, metadata: { oauth_client: {} } }, keys.leaf);
  };
  await publish();
  const resolver = createRemoteResolver({
    source: createStatementSource(callOut, clock, 30),
    verify: signatureVerifier(clock),
    clock,
    refreshMinutes: 30,
    own: { entityId: 'https://egen.example', keys: () => [] },
    others: [{ entityId: anchorId, keys: [keys.anchor.publicJwk as unknown as FederationKey] }],
  });
  const resolve = (id = leafId) => resolver.resolve(anchorId, id);
  return { clock, network, pages, keys, publish, resolve, resolver };
}

describe('another anchor that is away', () => {
  it('is believed by its last word until that expires, and the resolver says since when', async () => {
    const { clock, network, resolve, resolver } = await otherFederation();
    assert.equal((await resolve()).kind, 'found');
    assert.equal(resolver.degraded(), undefined);
    const fetchedAt = clock.now();
    network.isCut = true;
    clock.advance(23 * hour);
    const kept = await resolve();
    assert.ok(kept.kind === 'found', JSON.stringify(kept));
    assert.equal(kept.keptSince, Math.floor(fetchedAt / 1000));
    assert.match(resolver.degraded() ?? '', /trust chains that go on with the last known ones: 1/);
    clock.advance(hour + minute);
    assert.equal((await resolve()).kind, 'unreachable');
    network.isCut = false;
    clock.advance(minute);
    assert.notEqual((await resolve()).kind, 'found', 'what it publishes still has expired');
  });

  it('that only fails is away too; one that has taken its word back is not', async () => {
    const { clock, network, pages, resolve } = await otherFederation();
    await resolve();
    network.status = 503;
    clock.advance(hour);
    assert.equal((await resolve()).kind, 'found');
    network.status = 200;
    pages.delete(`${anchorId}/fetch?sub=${encodeURIComponent(leafId)}`);
    clock.advance(hour);
    assert.equal((await resolve()).kind, 'no-chain');
    network.isCut = true;
    clock.advance(minute);
    assert.notEqual((await resolve()).kind, 'found', 'a word that was taken back does not come again');
  });

  it('is not forgotten for what strangers have had fetched meanwhile', async () => {
    const { clock, network, pages, resolve } = await otherFederation();
    await resolve();
    const [, stranger = ''] = [...pages].find(([url]) => url === wellKnownOf(leafId)) ?? [];
    for (let index = 0; index < 2500; index += 1) {
      pages.set(wellKnownOf(`https://s${index}.example`), stranger);
      await resolve(`https://s${index}.example`);
    }
    network.isCut = true;
    clock.advance(hour);
    assert.equal((await resolve()).kind, 'found');
  });
});

describe('another anchor that changes its key', () => {
  it('is believed with the new key only once that is pinned', async () => {
    const { clock, keys, publish, resolve } = await otherFederation();
    await resolve();
    const next = generateEs256Key();
    await publish(keys.anchor, next);
    clock.advance(hour);
    assert.equal((await resolve()).kind, 'found', 'announced beside the old one');
    await publish(next, keys.anchor);
    clock.advance(hour);
    const refused = await resolve();
    assert.ok(refused.kind === 'no-chain');
    assert.match(refused.because, /does not vouch for/);
  });
});
