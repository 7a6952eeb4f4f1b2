import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { wellKnownOf } from '@ena/kernel/federation/entity-id.ts';
import { type FederationKey, readStatement, type Statement } from '@ena/kernel/federation/statement.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { createRemoteResolver, type RemoteResolver } from './resolve-remotely.ts';
import type { StatementSource } from './statement-source.ts';
import { signatureVerifier } from './verify-signature.ts';

const clock = fixedClock();
const iat = Math.floor(clock.now() / 1000);

interface Party {
  readonly id: string;
  readonly key: SigningKey;
}

const party = (name: string): Party => ({ id: `https://${name}.example`, key: generateEs256Key() });
const publicKey = ({ key }: Party) => ({ ...key.publicJwk }) as unknown as FederationKey;

/** A web of statements by URL, and how often it was asked. */
class Web implements StatementSource {
  readonly pages = new Map<string, string>();
  asked = 0;
  /** Milliseconds that each answer takes. */
  slowness = 0;
  readonly believed: string[] = [];

  own(jwt: string) {
    const read = readStatement(jwt);
    return read.ok ? read.value : undefined;
  }

  believe(statements: readonly Statement[]) {
    this.believed.push(...statements.map(({ sub }) => sub));
  }

  async read(url: string) {
    this.asked += 1;
    if (this.slowness > 0) clock.advance(this.slowness);
    const jwt = this.pages.get(url);
    if (jwt === undefined) return { kind: 'absent', because: 'nothing there' } as const;
    const read = readStatement(jwt);
    return read.ok
      ? ({ kind: 'found', statement: read.value } as const)
      : ({ kind: 'absent', because: read.error } as const);
  }

  async configuration(one: Party, superiors: readonly Party[], more: object = {}): Promise<void> {
    const fetchEndpoint = `${one.id}/fetch`;
    const claims = {
      iss: one.id,
      sub: one.id,
      iat,
      exp: iat + 3600,
      jwks: { keys: [one.key.publicJwk] },
      metadata: { federation_entity: { federation_fetch_endpoint: fetchEndpoint } },
      ...(superiors.length > 0 && { authority_hints: superiors.map(({ id }) => id) }),
      ...more,
    };
    this.pages.set(wellKnownOf(one.id), await signJwt('entity-statement+jwt', claims, one.key));
  }

  async word(superior: Party, about: Party): Promise<void> {
    const claims = {
      iss: superior.id,
      sub: about.id,
      iat,
      exp: iat + 1800,
      jwks: { keys: [about.key.publicJwk] },
    };
    const url = `${superior.id}/fetch?sub=${encodeURIComponent(about.id)}`;
    this.pages.set(url, await signJwt('entity-statement+jwt', claims, superior.key));
  }
}

const ours = party('egen');

function resolver(web: Web, others: readonly { entityId: string; keys: FederationKey[] }[]): RemoteResolver {
  const own = {
    entityId: ours.id,
    keys: () => [],
    configuration: async () => '',
    statementAbout: async () => undefined,
  };
  return createRemoteResolver({
    source: web,
    verify: signatureVerifier(clock),
    clock,
    refreshMinutes: 30,
    own,
    others,
  });
}

/** `levels` intermediates between the leaf and an anchor that is not ours. */
async function chainOf(levels: number) {
  const web = new Web();
  const anchor = party('ankare');
  const line = [
    party('leaf'),
    ...Array.from({ length: levels }, (_, level) => party(`level-${level}`)),
    anchor,
  ];
  const ascii = line.map((one, index) => ({
    ...one,
    id: index === line.length - 1 ? one.id : `https://n${index}.example`,
  }));
  for (const [index, one] of ascii.entries()) {
    const superior = ascii[index + 1];
    await web.configuration(one, superior === undefined ? [] : [superior]);
    if (superior !== undefined) await web.word(superior, one);
  }
  const known = { entityId: anchor.id, keys: [publicKey(anchor)] };
  return { web, anchor, known, leaf: ascii[0] as Party, line: ascii };
}

describe('resolving under another anchor', () => {
  it('walks up by the hints, asks each superior, and ends at the pinned key', async () => {
    const { web, anchor, known, leaf } = await chainOf(2);
    const found = await resolver(web, [known]).resolve(anchor.id, leaf.id);
    assert.ok(found.kind === 'found', JSON.stringify(found));
    assert.equal(found.chain.length, 5);
    assert.equal(found.expires, iat + 1800);
    assert.equal(found.beneath, undefined);
  });

  it('refuses an anchor whose configuration is signed by another key than the pinned one', async () => {
    const { web, anchor, leaf } = await chainOf(1);
    const stranger = { ...publicKey(party('fel')), kid: anchor.key.kid };
    const found = await resolver(web, [{ entityId: anchor.id, keys: [stranger] }]).resolve(
      anchor.id,
      leaf.id,
    );
    assert.ok(found.kind === 'no-chain');
    assert.match(found.because, /Statement 3 .* does not hold/);
  });

  it('knows only the anchors that it was given', async () => {
    const { web, known } = await chainOf(0);
    const one = resolver(web, [known]);
    assert.equal(one.knows(known.entityId), true);
    assert.equal(one.knows('https://annan.example'), false);
  });

  it('takes seven intermediates and no more', async () => {
    const seven = await chainOf(7);
    const eight = await chainOf(8);
    assert.equal(
      (await resolver(seven.web, [seven.known]).resolve(seven.anchor.id, seven.leaf.id)).kind,
      'found',
    );
    assert.equal(
      (await resolver(eight.web, [eight.known]).resolve(eight.anchor.id, eight.leaf.id)).kind,
      'no-chain',
    );
  });

  it('finds the way past a loop and past superiors that lead nowhere', async () => {
    const { web, anchor, known, leaf, line } = await chainOf(2);
    const [, first, second] = line as [Party, Party, Party, Party];
    await web.configuration(leaf, [party('ingen'), first]);
    await web.configuration(second, [first, leaf, anchor]);
    assert.equal((await resolver(web, [known]).resolve(anchor.id, leaf.id)).kind, 'found');
  });

  it('does not ask the whole web, however many superiors each entity names', async () => {
    const web = new Web();
    const anchor = party('ankare');
    const many = Array.from({ length: 30 }, (_, index) => party(`m${index}`));
    for (const one of many) {
      await web.configuration(
        one,
        many.filter((other) => other !== one),
      );
      for (const other of many) if (other !== one) await web.word(one, other);
    }
    const [leaf] = many as [Party];
    const found = await resolver(web, [{ entityId: anchor.id, keys: [publicKey(anchor)] }]).resolve(
      anchor.id,
      leaf.id,
    );
    assert.equal(found.kind, 'no-chain');
    assert.ok(web.asked <= 40, `asked ${web.asked} times`);
  });

  it('does not wait for ever on superiors that answer slowly', async () => {
    const { web, anchor, known, leaf } = await chainOf(6);
    web.slowness = 2_900;
    const slow = await resolver(web, [known]).resolve(anchor.id, leaf.id);
    assert.equal(slow.kind, 'unreachable');
    assert.ok(web.asked <= 5, `asked ${web.asked} times`);
  });

  it('says which statements a chain was found right with, and those of no other', async () => {
    const { web, anchor, known, leaf } = await chainOf(1);
    assert.equal((await resolver(web, [known]).resolve(anchor.id, leaf.id)).kind, 'found');
    assert.deepEqual(web.believed, [leaf.id, leaf.id, 'https://n1.example', anchor.id]);
    const other = await chainOf(1);
    const stranger = { entityId: other.anchor.id, keys: [publicKey(party('fel'))] };
    await resolver(other.web, [stranger]).resolve(other.anchor.id, other.leaf.id);
    assert.deepEqual(other.web.believed, []);
  });

  it('asks one host no more than so often in a minute for what is not there', async () => {
    const { web, anchor, known, leaf } = await chainOf(0);
    const one = resolver(web, [known]);
    const resolve = (id: string) => one.resolve(anchor.id, id);
    assert.equal((await resolve(leaf.id)).kind, 'found');
    for (let index = 0; index < 700; index += 1) await resolve(`${leaf.id}/${index}`);
    assert.ok(web.asked < 650, `asked ${web.asked} times`);
    assert.equal((await resolve(`${leaf.id}/x`)).kind, 'unreachable');
    assert.equal((await resolve(leaf.id)).kind, 'found', 'one that was found before');
    assert.equal((await resolve('https://annan.example')).kind, 'unknown-subject', 'another host');
    clock.advance(60_000);
    assert.equal((await resolve(`${leaf.id}/y`)).kind, 'unknown-subject');
  });

  it('does not look again at once for what was not there', async () => {
    const { web, anchor, known } = await chainOf(0);
    const one = resolver(web, [known]);
    assert.equal((await one.resolve(anchor.id, 'https://finns-inte.example')).kind, 'unknown-subject');
    const before = web.asked;
    assert.equal((await one.resolve(anchor.id, 'https://finns-inte.example')).kind, 'unknown-subject');
    assert.equal(web.asked, before);
  });
});
