import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sha256, sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { ed25519PublicKeyFromRaw, verifyEd25519 } from '@ena/kernel/crypto/ed25519.ts';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { parseCheckpointNote } from '@ena/kernel/trace/checkpoint.ts';
import { verifierOf } from '@ena/kernel/trace/cosignature.ts';
import { type NoteVerifier, openNote } from '@ena/kernel/trace/note.ts';
import { parseVkey } from '@ena/kernel/trace/vkey.ts';
import { pushCheckpoint } from '@ena/kernel/trace/witness-client.ts';
import fc from 'fast-check';
import { type FakeLog, fakeLog } from './fake-log.ts';
import { type RunningHub, runHub } from './running-hub.ts';

const numbers = ['2120000829', '2021005489', '2120001439', '2321000016', '2120001280', '2120000142'] as const;
const originOf = (orgnr: string) => `${orgnr}.sandbox.localhost/log`;

async function verifierFor(vkey: string): Promise<NoteVerifier> {
  const parsed = await parseVkey(vkey.trim(), sha256);
  assert.ok(parsed.ok, 'a verifier key');
  const verifier = verifierOf(parsed.value, (raw, message, signature) => {
    const key = ed25519PublicKeyFromRaw(raw);
    return key !== undefined && verifyEd25519(message, signature, key);
  });
  assert.ok(verifier);
  return verifier;
}

describe('the witness', () => {
  let hub: RunningHub;
  let log: FakeLog;
  let orgnr: string;
  let next = 0;

  before(async () => {
    hub = await runHub();
  });
  after(() => hub.stop());
  beforeEach(async () => {
    orgnr = numberOf(next++);
    log = fakeLog(originOf(orgnr));
    hub.clock.advance(2_000);
    await hub.join(orgnr, log.vkey);
  });

  it("is announced in the anchor's entity configuration", async () => {
    const anchor = decodeJwtUnverified((await hub.get('/.well-known/openid-federation')).text);
    assert.ok(anchor);
    const { ena_hub: own } = anchor.payload.metadata as { ena_hub: { witness_vkey: string } };
    assert.equal(own.witness_vkey, (await hub.get('/witness/vkey')).text.trim());
    assert.match(own.witness_vkey, /^hub\.sandbox\.localhost\/witness\+[0-9a-f]{8}\+B/);
  });

  it('cosigns a first checkpoint and its growth, and states the time', async () => {
    const first = await hub.addCheckpoint(log.push(0, 3));
    assert.equal(first.status, 200, first.text);
    assert.match(first.text, /^— hub\.sandbox\.localhost\/witness [A-Za-z0-9+/=]+\n$/);
    const verifier = await verifierFor((await hub.get('/witness/vkey')).text);
    const note = parseCheckpointNote(`${log.checkpoint(3)}${first.text}`);
    assert.ok(note.ok);
    assert.equal((await openNote(note.value.note, [verifier])).kind, 'signed');
    assert.equal((await hub.addCheckpoint(log.push(3, 3))).status, 200);
    assert.equal((await hub.addCheckpoint(log.push(3, 11))).status, 200);
  });

  it('cosigns the empty tree, and what grows from it', async () => {
    assert.equal((await hub.addCheckpoint(log.push(0, 0))).status, 200);
    assert.equal((await hub.addCheckpoint(log.push(0, 4))).status, 200);
  });

  it('takes the body as bytes too', async () => {
    assert.equal((await hub.addCheckpoint(log.push(0, 3), 'application/octet-stream')).status, 200);
  });

  it('works with the push of our own connectors, from no knowledge at all', async () => {
    await hub.addCheckpoint(log.push(0, 5));
    const witness = await verifierFor((await hub.get('/witness/vkey')).text);
    const sent: string[] = [];
    const outcome = await pushCheckpoint(
      {
        checkpoint: log.checkpoint(9),
        size: 9,
        knownSize: 0,
        proof: (oldSize) => {
          const lines = log.push(oldSize, 9).split('\n\n')[0]?.split('\n').slice(1) ?? [];
          return lines.map((line) => new Uint8Array(Buffer.from(line, 'base64')));
        },
        witnesses: [witness],
      },
      async (body) => {
        sent.push(body);
        const { status, text } = await hub.addCheckpoint(body);
        return { kind: 'answered', status, body: text };
      },
    );
    assert.equal(outcome.kind, 'cosigned');
    assert.equal(sent.length, 2, 'the 409 named the size, the second push succeeded');
  });

  it('keeps the cosigned checkpoint for monitors, without signatures by strangers', async () => {
    const stranger = '— stranger.example/w AAAAAAAAAAAA\n';
    const answer = await hub.addCheckpoint(`${log.push(0, 3)}${stranger}`);
    assert.equal(answer.status, 200);
    const expected = `${log.checkpoint(3)}${answer.text}`;
    const byHash = await hub.get(`/witness/${sha256Hex(originOf(orgnr))}/checkpoint`);
    assert.equal(byHash.text, expected);
    const byOrigin = await hub.get(`/traceability/v1/logs/${encodeURIComponent(originOf(orgnr))}/checkpoint`);
    assert.equal(byOrigin.text, expected);
    const { items } = JSON.parse((await hub.get('/traceability/v1/logs?limit=100')).text);
    const row = items.find((item: { origin: string }) => item.origin === originOf(orgnr));
    assert.equal(row.size, 3);
    assert.equal(row.orgnr, orgnr);
  });

  describe('refuses, with the status of the specification,', () => {
    const hash = new Uint8Array(32).fill(1);

    it('a body that is not one: 400', async () => {
      for (const body of [
        '',
        'old 0\n',
        'new 0\n\nx\n',
        `old 00\n\n${log.checkpoint(1)}`,
        `old 0\nAAAA\n\n${log.checkpoint(1)}`,
      ]) {
        assert.equal((await hub.addCheckpoint(body)).status, 400, JSON.stringify(body));
      }
      assert.equal((await hub.addCheckpoint(log.pushWith(0, 3, Array(64).fill(hash)))).status, 400);
    });

    it('an old size above the new: 400', async () => {
      assert.equal((await hub.addCheckpoint(log.push(5, 3))).status, 400);
    });

    it('a log that is not known, or no longer: 404', async () => {
      assert.equal((await hub.addCheckpoint(fakeLog('stranger.example/log').push(0, 3))).status, 404);
      await hub.revoke(orgnr);
      assert.equal((await hub.addCheckpoint(log.push(0, 3))).status, 404);
    });

    it('a checkpoint by another key, or with a broken signature: 403', async () => {
      assert.equal((await hub.addCheckpoint(fakeLog(originOf(orgnr)).push(0, 3))).status, 403);
      const [text = '', signature = ''] = log.checkpoint(3).split('\n\n');
      const other = log.checkpoint(4).split('\n\n')[1] ?? '';
      assert.notEqual(signature, other);
      assert.equal((await hub.addCheckpoint(`old 0\n\n${text}\n\n${other}`)).status, 403);
    });

    it('an old size that is not the stored one: 409 with the stored size', async () => {
      await hub.addCheckpoint(log.push(0, 7));
      for (const body of [log.push(0, 9), log.push(5, 9)]) {
        const answer = await hub.addCheckpoint(body);
        assert.deepEqual(answer, { status: 409, type: 'text/x.tlog.size', text: '7\n' });
      }
    });

    it('a proof from nothing, a missing proof and a wrong proof: 422', async () => {
      assert.equal((await hub.addCheckpoint(log.pushWith(0, 3, [hash]))).status, 422);
      await hub.addCheckpoint(log.push(0, 3));
      assert.equal((await hub.addCheckpoint(log.pushWith(3, 5, []))).status, 422);
      assert.equal((await hub.addCheckpoint(log.pushWith(3, 5, [hash, hash]))).status, 422);
      assert.equal((await hub.addCheckpoint(log.pushWith(3, 3, [hash]))).status, 422);
    });

    it('another media type: 415; a body beyond the limit: 413; as text', async () => {
      const json = await hub.addCheckpoint('{}', 'application/json');
      assert.equal(json.status, 415);
      assert.match(json.type, /^text\/plain/);
      assert.equal((await hub.addCheckpoint('å'.repeat(70_000))).status, 413);
    });
  });

  describe('when two come at once', () => {
    it('lets exactly one of two growths win; the other learns the size it lost to', async () => {
      await hub.addCheckpoint(log.push(0, 3));
      const [a, b] = await Promise.all([
        hub.addCheckpoint(log.push(3, 8)),
        hub.addCheckpoint(log.push(3, 5)),
      ]);
      const answers = [a, b].sort((one, other) => one.status - other.status);
      assert.deepEqual(
        answers.map((answer) => answer.status),
        [200, 409],
      );
      assert.equal(answers[1]?.text, a.status === 200 ? '8\n' : '5\n');
    });

    it('never lets the stored size sink under any mixture of pushes', async () => {
      await hub.addCheckpoint(log.push(0, 1));
      const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(sizes, async (wanted) => {
          const stored = await storedSize(hub, orgnr);
          const pushes = wanted.map((size) => hub.addCheckpoint(log.push(stored, Math.max(size, stored))));
          const answers = await Promise.all(pushes);
          const now = await storedSize(hub, orgnr);
          assert.ok(now >= stored);
          const grown = answers.filter((answer, i) => answer.status === 200 && (wanted[i] ?? 0) > stored);
          assert.ok(grown.length <= 1, 'of several growths from one head, one at most is cosigned');
          assert.ok(answers.every((answer) => answer.status === 200 || answer.status === 409));
        }),
        { numRuns: 15 },
      );
    });
  });

  describe('when a log contradicts itself', () => {
    const told = () => hub.events.filter((event) => event.name === 'traceability.log.inconsistent');
    const about = (origin: string) =>
      told()
        .filter((event) => (event.data as { origin: string }).origin === origin)
        .map((event) => event.data);

    it('keeps two heads of one size as proof of a fork, tells others, and its health says so', async () => {
      await hub.addCheckpoint(log.push(0, 5));
      const forked = log.fork(2);
      assert.equal((await hub.addCheckpoint(forked.push(5, 5))).status, 422);
      assert.equal((await hub.addCheckpoint(forked.push(5, 5))).status, 422);
      assert.equal(about(originOf(orgnr)).length, 1, 'told once');
      assert.match(await hub.reasons(), new RegExp(`${orgnr}.*two different histories`));
      const { items } = JSON.parse((await hub.get('/traceability/v1/inconsistencies')).text);
      const kept = items.find((item: { origin: string }) => item.origin === originOf(orgnr));
      assert.equal(kept.kind, 'fork');
      assert.equal(kept.checkpoint, forked.checkpoint(5));
      assert.ok(kept.against.startsWith(log.checkpoint(5)));
      const settle = `/traceability/v1/inconsistencies/${kept.id}/settlement`;
      assert.equal((await hub.post(settle, false)).status, 401);
      assert.equal((await hub.post(settle, true)).status, 204);
      assert.equal(await hub.reasons(), '');
    });

    it('keeps a fork also when the wrong old size hides it behind a 409', async () => {
      await hub.addCheckpoint(log.push(0, 5));
      assert.equal((await hub.addCheckpoint(log.fork(2).push(0, 5))).status, 409);
      assert.equal((about(originOf(orgnr))[0] as { kind: string }).kind, 'fork');
      await settleAll(hub);
    });

    it('goes on cosigning the history that it knows', async () => {
      await hub.addCheckpoint(log.push(0, 5));
      await hub.addCheckpoint(log.fork(2).push(5, 9));
      hub.clock.advance(1_000);
      assert.equal((await hub.addCheckpoint(log.push(5, 9))).status, 200);
    });

    it('is alarmed by growth without proof only until the log is accepted again', async () => {
      await hub.addCheckpoint(log.push(0, 5));
      hub.clock.advance(1_000);
      assert.equal((await hub.addCheckpoint(log.fork(2).push(5, 9))).status, 422);
      assert.match(await hub.reasons(), /has not proved/);
      hub.clock.advance(1_000);
      assert.equal((await hub.addCheckpoint(log.push(5, 10))).status, 200);
      assert.equal(await hub.reasons(), '');
    });

    it('keeps nothing that the log has not signed', async () => {
      await hub.addCheckpoint(log.push(0, 5));
      assert.equal((await hub.addCheckpoint(fakeLog(originOf(orgnr)).push(5, 5))).status, 403);
      assert.deepEqual(about(originOf(orgnr)), []);
    });
  });

  it('answers 404 for what it has not cosigned', async () => {
    assert.equal((await hub.get(`/witness/${'0'.repeat(64)}/checkpoint`)).status, 404);
    const answer = await hub.get('/traceability/v1/logs/stranger.example%2Flog/checkpoint');
    assert.equal(answer.status, 404);
    assert.match(answer.text, /urn:ena:problem:traceability:unknown-log/);
    const none = `/traceability/v1/inconsistencies/inconsistency_${'0'.repeat(32)}/settlement`;
    assert.equal((await hub.post(none, true)).status, 404);
  });
});

/** Ten digits with the right check digit, another for every test. */
function numberOf(index: number): string {
  const known = numbers[index];
  if (known !== undefined) return known;
  const nine = `55600${String(index).padStart(4, '0')}`;
  const sum = [...nine].reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${nine}${(10 - (sum % 10)) % 10}`;
}

async function storedSize(hub: RunningHub, orgnr: string): Promise<number> {
  const { text } = await hub.get(`/traceability/v1/logs/${encodeURIComponent(originOf(orgnr))}/checkpoint`);
  return Number(text.split('\n')[1]);
}

async function settleAll(hub: RunningHub): Promise<void> {
  const { items } = JSON.parse((await hub.get('/traceability/v1/inconsistencies?limit=100')).text);
  for (const { id } of items) await hub.post(`/traceability/v1/inconsistencies/${id}/settlement`, true);
}
