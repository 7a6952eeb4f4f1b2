import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import {
  buildEvidence,
  type Changes,
  type EvidenceJson,
  exchangeTime,
  makeWorld,
  type World,
} from './tests/build-evidence.ts';
import { makeMessageKey, makeNoteKey } from './tests/keys.ts';
import type { CheckId, Verdict } from './verdict.ts';
import { verifyEvidence } from './verify-evidence.ts';

const now = exchangeTime + 1000;
let world: World;

before(async () => {
  world = await makeWorld();
});

function verify(file: EvidenceJson, anchorThumbprints = [world.anchorThumbprint]): Promise<Verdict> {
  return verifyEvidence(JSON.stringify(file), { anchorThumbprints, now });
}

async function refusedBy(check: CheckId, changes: Changes, named = ''): Promise<void> {
  const verdict = await verify(await buildEvidence(world, changes));
  assert.equal(verdict.ok, false);
  assert.equal(verdict.firstProblem?.id, check, verdict.firstProblem?.detail.en);
  assert.ok(verdict.firstProblem.detail.en.includes(named), verdict.firstProblem.detail.en);
}

describe('a genuine evidence file', () => {
  it('passes every check, for the consumer’s and the provider’s record', async () => {
    for (const role of ['consumer', 'provider'] as const) {
      const verdict = await verify(await buildEvidence(world, { role }));
      assert.deepEqual(
        verdict.checks.filter(({ ok }) => ok !== true),
        [],
      );
      assert.equal(verdict.ok, true);
      assert.equal(verdict.checks.length, 13);
    }
  });

  it('passes wherever in whatever log the record lies', async () => {
    for (const [index, size] of [
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 3],
      [5, 6],
      [255, 256],
      [256, 257],
      [299, 300],
    ] as const) {
      const verdict = await verify(await buildEvidence(world, { index, size }));
      assert.equal(verdict.ok, true, `${index} of ${size}: ${verdict.firstProblem?.detail.en}`);
    }
  });

  it('is summarised with names from the trust chain and Swedish time', async () => {
    const { summary } = await verify(await buildEvidence(world));
    assert.deepEqual(summary, {
      role: 'consumer',
      exchangeId: '0195566f-7c7b-7000-8000-0000000000aa',
      consumer: { orgnr: '2120000829', name: 'Karlskrona kommun', system: 'verksamhetssystem' },
      provider: { orgnr: '2021005489', name: 'Bolagsverket', service: 'foretagsinformation' },
      operation: 'POST /organisationer/{id}',
      when: '2026-03-02T10:00:00+01:00',
      purpose: 'handlaggning-av-arende',
      legalBasis: 'SFS 2017:900 6 kap. 8 par.',
      hasSubject: true,
      outcome: 'answered',
      status: 200,
      timeStamp: '2026-03-02T10:00:02+01:00',
    });
  });

  it('is accepted with a warning that names the anchor key when none is pinned', async () => {
    const verdict = await verify(await buildEvidence(world), []);
    assert.equal(verdict.ok, true);
    const warnings = verdict.checks.filter(({ ok }) => ok === 'warning');
    assert.deepEqual(
      warnings.map(({ id }) => id),
      ['anchor'],
    );
    assert.ok(warnings[0]?.detail.sv.includes(world.anchorThumbprint));
  });

  it('is accepted with a warning while the time stamp is pending', async () => {
    const verdict = await verify(await buildEvidence(world, { witnessedAt: null }));
    assert.equal(verdict.ok, true);
    assert.equal(verdict.summary?.timeStamp, undefined);
    assert.deepEqual(
      verdict.checks.filter(({ ok }) => ok === 'warning').map(({ id, detail }) => [id, detail.en]),
      [['witness', 'Time stamp pending: no witness has signed yet.']],
    );
  });

  it('without an answer is accepted, and says that only the owner vouches for the silence', async () => {
    const verdict = await verify(await buildEvidence(world, { outcome: 'no-answer' }));
    assert.equal(verdict.ok, true);
    assert.equal(verdict.checks.find(({ id }) => id === 'response-signature')?.ok, 'warning');
    assert.equal(verdict.summary?.status, undefined);
  });

  it('of a signed refusal is accepted', async () => {
    const verdict = await verify(await buildEvidence(world, { outcome: 'refused' }));
    assert.equal(verdict.ok, true, verdict.firstProblem?.detail.en);
    assert.equal(verdict.summary?.outcome, 'refused');
  });

  it('with bytes beyond ASCII in a header is accepted, one byte for each character', async () => {
    const requestLines = (lines: Record<string, string>) => ({
      ...lines,
      '"content-type"': 'text/plain; name="bilagaå"',
    });
    assert.equal((await verify(await buildEvidence(world, { requestLines }))).ok, true);
  });

  it('dated in the future by this clock is accepted with a warning', async () => {
    const text = JSON.stringify(await buildEvidence(world));
    const verdict = await verifyEvidence(text, {
      anchorThumbprints: [world.anchorThumbprint],
      now: exchangeTime - 3_600_000,
    });
    assert.equal(verdict.checks.find(({ id }) => id === 'record-form')?.ok, 'warning');
  });

  it('is accepted after the anchor rotated to a second key', async () => {
    const other = await makeMessageKey();
    const anchorClaims = (claims: object) => ({ ...claims, jwks: { keys: [other.jwk, world.anchor.jwk] } });
    const file = await buildEvidence(world, { anchorClaims, statementSigner: other });
    assert.equal((await verify(file)).ok, true);
  });
});

const set = (line: string, value: string) => (lines: Record<string, string>) => ({ ...lines, [line]: value });
const without = (line: string) => (lines: Record<string, string>) =>
  Object.fromEntries(Object.entries(lines).filter(([name]) => name !== line));

describe('evidence that is signed and logged, yet not true', () => {
  const requestLies: readonly [string, Changes][] = [
    ['another method', { requestLines: set('"@method"', 'GET') }],
    [
      'another host',
      {
        requestLines: set(
          '"@target-uri"',
          'https://127.0.0.1:9/exchange/2021005489/foretagsinformation/organisationer/1',
        ),
      },
    ],
    [
      'another service in the path',
      {
        requestLines: set(
          '"@target-uri"',
          'https://127.0.0.1:8421/exchange/2021005489/annat/organisationer/1',
        ),
      },
    ],
    [
      'another operation',
      {
        requestLines: set(
          '"@target-uri"',
          'https://127.0.0.1:8421/exchange/2021005489/foretagsinformation/dokument/1',
        ),
      },
    ],
    ['another exchange', { requestLines: set('"ena-exchange-id"', '0195566f-7c7b-7000-8000-0000000000bb') }],
    ['another client', { requestLines: set('"ena-client"', '2120000829/annat') }],
    ['another service', { requestLines: set('"ena-service"', '2021005489/annat') }],
    ['another purpose', { requestLines: set('"ena-purpose"', 'nyfikenhet') }],
    ['another legal basis', { requestLines: set('"ena-legal-basis"', 'ingen') }],
    ['another subject', { requestLines: set('"ena-subject"', '5560000001') }],
    ['a subject that the record hides', { record: ({ subject: _, ...rest }) => rest }],
    ['a message id that the record hides', { requestLines: set('"ena-message-id"', 'x-1') }],
    ['a message id that nobody signed', { record: (record) => ({ ...record, messageId: 'x-1' }) }],
    ['no digest', { requestLines: without('"content-digest"') }],
    ['a request two minutes old', { created: Math.floor(exchangeTime / 1000) - 120 }],
    ['a request from the future', { created: Math.floor(exchangeTime / 1000) + 120, role: 'provider' }],
  ];
  for (const [name, changes] of requestLies) {
    it(`is refused: ${name}`, () => refusedBy('request-content', changes));
  }

  it('is refused when the response is of another status', () =>
    refusedBy('response-content', { responseLines: set('"@status"', '404') }));
  it('is refused when the response is of another exchange', () =>
    refusedBy('response-content', {
      responseLines: set('"ena-exchange-id"', '0195566f-7c7b-7000-8000-0000000000bb'),
    }));

  it('is refused when the response answers another request', async () => {
    const other = JSON.parse(
      atob((await buildEvidence(world, { requestLines: set('"@method"', 'GET') })).record),
    );
    await refusedBy('response-content', { record: (record) => ({ ...record, response: other.response }) });
  });

  it('is refused when a connector’s refusal is passed off as the service’s answer', () =>
    refusedBy('response-content', {
      responseLines: (lines) => ({ ...lines, '"ena-error"': 'urn:ena:problem:exchange:grant-missing' }),
    }));

  it('is refused when the service’s answer is passed off as a refusal', () =>
    refusedBy('response-content', { outcome: 'refused', responseLines: without('"ena-error"') }));

  it('is refused when the response does not cover the request', () =>
    refusedBy('response-content', { responseLines: without('"signature";req;key="ena"') }));

  it('is refused when a stranger signed the messages', async () =>
    refusedBy('request-signature', { messageSigner: await makeMessageKey() }));

  it('is refused when the response is signed by the consumer', () =>
    refusedBy('response-signature', {
      record: (record) => ({ ...record, response: { ...(record.request as object), status: 200 } }),
    }));
});

describe('a trust chain', () => {
  const past = Math.floor(exchangeTime / 1000) - 100;
  const lies: readonly [string, Changes][] = [
    ['expired at the time of the exchange', { subordinateClaims: (claims) => ({ ...claims, exp: past }) }],
    ['issued after the exchange', { leafClaims: (claims) => ({ ...claims, iat: past + 1000 }) }],
    [
      'of an organisation that does not name the anchor',
      { leafClaims: (claims) => ({ ...claims, authority_hints: ['https://annan.localhost'] }) },
    ],
    ['about another entity', { leafClaims: (claims) => ({ ...claims, sub: 'https://annan.localhost' }) }],
    [
      'issued by another than the anchor',
      { subordinateClaims: (claims) => ({ ...claims, iss: 'https://annan.localhost' }) },
    ],
    [
      'about another subordinate',
      { subordinateClaims: (claims) => ({ ...claims, sub: 'https://annan.localhost' }) },
    ],
    [
      'with another organisation number',
      {
        subordinateClaims: (claims) => ({ ...claims, metadata: { ena_connector: { orgnr: '5560000000' } } }),
      },
    ],
    [
      'with federation keys of another',
      { subordinateClaims: (claims) => ({ ...claims, jwks: { keys: [] } }) },
    ],
    [
      'with an extension that must be understood',
      { leafClaims: (claims) => ({ ...claims, crit: ['nytt'] }) },
    ],
    [
      'with a policy that cannot be applied',
      { subordinateClaims: (claims) => ({ ...claims, metadata_policy: { ena_connector: 'vad som helst' } }) },
    ],
    [
      'whose anchor speaks for another',
      { anchorClaims: (claims) => ({ ...claims, sub: 'https://annan.localhost' }) },
    ],
  ];
  for (const [name, changes] of lies) {
    it(`${name} is refused`, () => refusedBy('consumer-trust', changes));
  }

  it('signed by another than the anchor is refused', async () =>
    refusedBy('consumer-trust', { statementSigner: await makeMessageKey() }));

  it('that the record does not refer to is refused', async () => {
    const file = await buildEvidence(world);
    const other = await buildEvidence(world, { leafClaims: (claims) => ({ ...claims, jti: 'annat' }) });
    const verdict = await verify({ ...file, trust: other.trust });
    assert.equal(verdict.firstProblem?.id, 'consumer-trust');
  });

  it('of the other party in the wrong place is refused', async () => {
    const file = await buildEvidence(world);
    const swapped = { consumer: file.trust.consumer, provider: file.trust.consumer };
    assert.equal((await verify({ ...file, trust: swapped })).firstProblem?.id, 'provider-trust');
  });

  it('from another anchor than the pinned is refused, with its thumbprint', async () => {
    const verdict = await verify(await buildEvidence(await makeWorld()));
    assert.equal(verdict.firstProblem?.id, 'anchor');
    assert.equal(verdict.summary?.timeStamp !== undefined, true);
  });

  it('lets the superior’s metadata win', () =>
    refusedBy('request-content', {
      subordinateClaims: (claims) => {
        const { orgnr } = (claims.metadata as { ena_connector: { orgnr: string } }).ena_connector;
        return {
          ...claims,
          metadata: { ena_connector: { orgnr, exchange_endpoint: 'https://127.0.0.1:1' } },
        };
      },
    }));
});

describe('the log', () => {
  it('signed by another key is refused', async () => {
    await refusedBy('checkpoint', { logSigner: await makeNoteKey('2120000829.sandbox.localhost/log', 1) });
  });

  it('of the other party is refused', async () => {
    const file = await buildEvidence(world, { role: 'provider' });
    const asConsumer = await buildEvidence(world, { role: 'consumer' });
    const verdict = await verify({ ...asConsumer, proof: file.proof });
    assert.equal(verdict.firstProblem?.id, 'inclusion');
    assert.equal(verdict.checks.find(({ id }) => id === 'checkpoint')?.ok, false);
  });

  it('with a time stamp older than the exchange is refused', () =>
    refusedBy('witness', { witnessedAt: Math.floor(exchangeTime / 1000) - 3600 }));

  it('with a signature by an unknown key is refused', async () => {
    const stranger = await makeNoteKey('okänd.localhost', 4);
    await refusedBy('witness', { extraNoteLine: await stranger.line('x\n', 1) });
  });

  it('proof with unprotected extra data is refused', async () => {
    const file = await buildEvidence(world);
    const verdict = await verify({ ...file, proof: file.proof.replace('\nindex', '\nextra aGVq\nindex') });
    assert.equal(verdict.firstProblem?.id, 'leaf-hash');
  });

  it('place that differs between file and proof is refused', async () => {
    const file = await buildEvidence(world);
    assert.equal((await verify({ ...file, index: 3 })).firstProblem?.id, 'leaf-hash');
  });

  it('proof with a changed size, another salt or a missing hash is refused', async () => {
    const file = await buildEvidence(world);
    const [first, index, , ...rest] = file.proof.split('\n');
    const broken = [
      { ...file, proof: file.proof.replace('\n7\n', '\n8\n') },
      { ...file, salt: (await buildEvidence(world)).salt },
      { ...file, proof: [first, index, ...rest].join('\n') },
    ];
    for (const one of broken) assert.equal((await verify(one)).ok, false);
  });
});

describe('rubbish', () => {
  const samples = [
    '',
    '{',
    'null',
    '[]',
    '"å"',
    '{"format":"ena-evidence/1"}',
    '\ufeff{}',
    '['.repeat(100_000),
    '{"a":'.repeat(100_000),
    'x'.repeat(9_000_000),
  ];
  for (const sample of samples) {
    it(`is refused without an exception: ${sample.slice(0, 12)} (${sample.length})`, async () => {
      const verdict = await verifyEvidence(sample);
      assert.equal(verdict.firstProblem?.id, 'file-form');
      assert.equal(verdict.summary, undefined);
      assert.ok(verdict.checks.slice(1).every(({ ok, skipped }) => ok === false && skipped === true));
    });
  }

  it('in a member of the file is named', async () => {
    const file = await buildEvidence(world);
    const broken: readonly [object, string][] = [
      [{ ...file, format: 'ena-evidence/2' }, 'format'],
      [{ ...file, salt: 'AA==' }, 'salt'],
      [{ ...file, index: -1 }, 'index'],
      [{ ...file, index: 1.5 }, 'index'],
      [{ ...file, record: `${file.record} ` }, 'record'],
      [{ ...file, trust: { consumer: file.trust.consumer } }, 'trust.provider'],
      [{ ...file, okänt: 1 }, 'okänt'],
    ];
    for (const [sample, member] of broken) {
      const { firstProblem } = await verifyEvidence(JSON.stringify(sample));
      assert.equal(firstProblem?.id, 'file-form');
      assert.ok(firstProblem?.detail.sv.includes(member), firstProblem?.detail.sv);
    }
  });

  it('in the record is named', async () => {
    const broken: readonly [(record: Record<string, unknown>) => Record<string, unknown>, string][] = [
      [(record) => ({ ...record, version: 2 }), 'version'],
      [(record) => ({ ...record, receivedAt: '2026-03-02' }), 'receivedAt'],
      [(record) => ({ ...record, response: null }), 'response'],
      [(record) => ({ ...record, subject: 5 }), 'subject'],
      [(record) => ({ ...record, consumer: {} }), 'consumer'],
    ];
    for (const [change, member] of broken) {
      await refusedBy('record-form', { record: change }, member);
    }
  });
});
