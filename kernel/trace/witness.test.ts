import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256 } from '../crypto/digest.ts';
import { generateEd25519Key } from '../crypto/keys.ts';
import { encodeBase64 } from './base64.ts';
import { concatBytes, utf8 } from './bytes.ts';
import { renderCheckpoint } from './checkpoint.ts';
import { verifierOf } from './cosignature.ts';
import { cosignatureSigner, ed25519Signer, verifyRawEd25519, vkeyOf } from './log-signer.ts';
import { consistencyProof, foldHashes, leafHash, rootHash } from './merkle.ts';
import type { TreeHead } from './merkle-verify.ts';
import { openNote, parseNote, renderNote } from './note.ts';
import { signatureType } from './vkey.ts';
import {
  cosign,
  judgeAddCheckpoint,
  parseAddCheckpoint,
  renderAddCheckpoint,
  type WitnessedLog,
} from './witness.ts';
import { pushCheckpoint, type SendToWitness } from './witness-client.ts';

const origin = '2021005489.sandbox.localhost/log';
const log = ed25519Signer(generateEd25519Key().privateKey);
const logVkey = vkeyOf(origin, signatureType.ed25519, log.publicKey);
const witnessKey = generateEd25519Key().privateKey;
const witness = cosignatureSigner('hub.sandbox.localhost/witness', witnessKey);
const logVerifier = verifierOf(logVkey, verifyRawEd25519) ?? assert.fail();
const witnessVerifier =
  verifierOf(
    vkeyOf(witness.name, signatureType.cosignature, ed25519Signer(witnessKey).publicKey),
    verifyRawEd25519,
  ) ?? assert.fail();

const leaves = Array.from({ length: 64 }, (_, i) => leafHash(sha256, utf8(`ärende ${i}`)));
const forkedLeaves = leaves.map((leaf, i) => (i === 3 ? leafHash(sha256, utf8('annat')) : leaf));
const treeOf = (hashes: readonly Uint8Array[]) => ({
  sha256,
  read: (level: number, index: number) =>
    foldHashes(
      sha256,
      concatBytes(...hashes.slice(index * 2 ** level, (index + 1) * 2 ** level)),
      0,
      2 ** level,
    ),
});
const headOf = (size: number, hashes = leaves): TreeHead => ({ size, root: rootHash(treeOf(hashes), size) });

function checkpointOf({ size, root }: TreeHead, signer = log, name = origin): string {
  const text = renderCheckpoint({ origin: name, size, root: new Uint8Array(root), extensions: [] });
  return renderNote({
    text,
    signatures: [{ name, keyId: logVkey.keyId, signature: new Uint8Array(signer.sign(utf8(text))) }],
  });
}

async function judge(body: string, known: WitnessedLog | undefined) {
  const request = parseAddCheckpoint(body);
  return request.ok
    ? judgeAddCheckpoint(request.value, known, sha256)
    : { kind: 'bad-request' as const, status: 400 as const, ...request.error };
}

const known = (head?: TreeHead): WitnessedLog => ({ verifiers: [logVerifier], head });
const bodyOf = (
  oldSize: number,
  head: TreeHead,
  proof = consistencyProof(treeOf(leaves), Math.min(oldSize, head.size), head.size),
) => renderAddCheckpoint(oldSize, proof, checkpointOf(head));

test('a log that grows is accepted from every size to every larger or equal one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(leaves.length), fc.nat(leaves.length), async (a, b) => {
      const [oldSize, size] = a < b ? [a, b] : [b, a];
      const judged = await judge(
        bodyOf(oldSize, headOf(size)),
        known(oldSize === 0 ? undefined : headOf(oldSize)),
      );
      assert.deepEqual(judged, {
        kind: 'accepted',
        status: 200,
        head: { size, root: new Uint8Array(headOf(size).root) },
      });
    }),
  );
});

test('every refusal has the status of the specification', async () => {
  const stranger = ed25519Signer(generateEd25519Key().privateKey);
  const empty = { size: 0, root: sha256('') };
  const cases: [string, string, WitnessedLog | undefined, number][] = [
    ['not a request', 'hello\n', known(), 400],
    ['old size with a leading zero', bodyOf(0, headOf(5)).replace('old 0', 'old 00'), known(), 400],
    [
      '64 proof lines',
      renderAddCheckpoint(
        1,
        Array.from({ length: 64 }, () => sha256('x')),
        checkpointOf(headOf(5)),
      ),
      known(headOf(1)),
      400,
    ],
    ['a proof line that is no hash', bodyOf(0, headOf(5)).replace('old 0\n', 'old 0\nAAAA\n'), known(), 400],
    ['a checkpoint without signatures', bodyOf(0, headOf(5)).split('—')[0] ?? '', known(), 400],
    ['old size above the checkpoint', bodyOf(9, headOf(5)), known(headOf(9)), 400],
    ['unknown origin', bodyOf(0, headOf(5)), undefined, 404],
    [
      'no signature by a known key',
      bodyOf(0, headOf(5)),
      { verifiers: [witnessVerifier], head: undefined },
      403,
    ],
    [
      'a signature that does not verify',
      renderAddCheckpoint(0, [], checkpointOf(headOf(5), stranger)),
      known(),
      403,
    ],
    ['another old size than stored', bodyOf(3, headOf(5)), known(headOf(4)), 409],
    ['old size 0 although one is stored', bodyOf(0, headOf(5)), known(headOf(4)), 409],
    ['a proof that is empty', bodyOf(3, headOf(5), []), known(headOf(3)), 422],
    [
      'a proof of another tree',
      bodyOf(3, headOf(9), consistencyProof(treeOf(forkedLeaves), 3, 9)),
      known(headOf(3)),
      422,
    ],
    [
      'a forked tree',
      renderAddCheckpoint(
        4,
        consistencyProof(treeOf(forkedLeaves), 4, 9),
        checkpointOf(headOf(9, forkedLeaves)),
      ),
      known(headOf(4)),
      422,
    ],
    ['equal size, other root', bodyOf(5, headOf(5, forkedLeaves), []), known(headOf(5)), 422],
    ['equal size with a proof', bodyOf(5, headOf(5), [sha256('x')]), known(headOf(5)), 422],
    ['a proof from nothing', bodyOf(0, headOf(5), [sha256('x')]), known(), 422],
    ['an empty tree with another root', bodyOf(0, { size: 0, root: sha256('x') }, []), known(), 422],
    ['an empty tree', bodyOf(0, empty, []), known(), 200],
  ];
  for (const [what, body, state, status] of cases)
    assert.equal((await judge(body, state)).status, status, what);
  assert.deepEqual(await judge(bodyOf(3, headOf(5)), known(headOf(4))), {
    kind: 'conflict',
    status: 409,
    size: 4,
  });
});

test('a cosignature opens with the witness key and only over the same text and time', async () => {
  const checkpoint = parseNote(checkpointOf(headOf(5)));
  assert.ok(checkpoint.ok);
  const line = cosign(witness, checkpoint.value.text, 1_790_000_000);
  const note = parseNote(`${checkpointOf(headOf(5))}${line}`);
  assert.ok(note.ok);
  assert.equal((await openNote(note.value, [logVerifier, witnessVerifier])).kind, 'signed');
  const moved = parseNote(`${checkpointOf(headOf(6))}${line}`);
  assert.ok(moved.ok);
  assert.equal((await openNote(moved.value, [witnessVerifier])).kind, 'bad-signature');
});

/** A witness as the hub will run it: the rule, a store of one head, a clock. */
function runningWitness(start?: TreeHead) {
  let stored = start;
  const bodies: string[] = [];
  const send: SendToWitness = async (body) => {
    bodies.push(body);
    const request = parseAddCheckpoint(body);
    assert.ok(request.ok);
    const judged = await judgeAddCheckpoint(request.value, known(stored), sha256);
    if (judged.kind === 'conflict') return { kind: 'answered', status: 409, body: `${judged.size}\n` };
    if (judged.kind !== 'accepted') return { kind: 'answered', status: judged.status, body: judged.sentence };
    stored = judged.head;
    return {
      kind: 'answered',
      status: 200,
      body: cosign(witness, request.value.signed.note.text, 1_790_000_000),
    };
  };
  return { send, bodies };
}

const pushOf = (size: number, knownSize: number) => ({
  checkpoint: checkpointOf(headOf(size)),
  size,
  knownSize,
  proof: (oldSize: number) => consistencyProof(treeOf(leaves), oldSize, size),
  witnesses: [witnessVerifier],
});

test('a push is cosigned at once when both agree on the old size, and again after a 409 when not', async () => {
  const { send, bodies } = runningWitness();
  const first = await pushCheckpoint(pushOf(10, 0), send);
  assert.ok(first.kind === 'cosigned' && first.timestamp === 1_790_000_000 && first.lines.length === 1);
  assert.equal((await pushCheckpoint(pushOf(20, 10), send)).kind, 'cosigned');
  assert.equal(bodies.length, 2);
  assert.equal((await pushCheckpoint(pushOf(30, 0), send)).kind, 'cosigned');
  assert.deepEqual(
    bodies.map((body) => body.split('\n')[0]),
    ['old 0', 'old 10', 'old 0', 'old 20'],
  );
  assert.equal((await pushCheckpoint(pushOf(30, 99), send)).kind, 'cosigned');
});

test('a witness that has seen more than we have is an alarm', async () => {
  const { send } = runningWitness(headOf(40));
  assert.deepEqual(await pushCheckpoint(pushOf(30, 10), send), { kind: 'witness-ahead', size: 40 });
});

test('a witness that saw another history rejects', async () => {
  const { send } = runningWitness(headOf(10, forkedLeaves));
  assert.deepEqual(await pushCheckpoint(pushOf(30, 10), send), { kind: 'rejected', status: 422 });
});

test('answers that are not what was asked for are named, never kept', async () => {
  const text = parseNote(checkpointOf(headOf(5)));
  assert.ok(text.ok);
  const other = cosignatureSigner('other.example/w', generateEd25519Key().privateKey);
  const impostor = { ...witness, sign: other.sign };
  const answering =
    (status: number, body: string): SendToWitness =>
    async () => ({ kind: 'answered', status, body });
  const outcome = async (status: number, body: string) =>
    (await pushCheckpoint(pushOf(5, 0), answering(status, body))).kind;
  assert.equal(await outcome(200, ''), 'bad-answer');
  assert.equal(await outcome(200, 'hej\n'), 'bad-answer');
  assert.equal(await outcome(200, cosign(other, text.value.text, 1)), 'bad-answer');
  assert.equal(await outcome(200, cosign(impostor, text.value.text, 1)), 'bad-answer');
  assert.equal(
    await outcome(200, cosign(witness, text.value.text, 1) + cosign(other, text.value.text, 1)),
    'cosigned',
  );
  assert.equal(await outcome(409, 'x\n'), 'bad-answer');
  assert.equal(await outcome(409, '3\n'), 'rejected');
  assert.equal(await outcome(503, ''), 'rejected');
  assert.equal(
    (await pushCheckpoint(pushOf(5, 0), async () => ({ kind: 'unreachable' }))).kind,
    'unreachable',
  );
  assert.deepEqual(await pushCheckpoint({ ...pushOf(5, 2), proof: () => undefined }, answering(200, '')), {
    kind: 'no-proof',
    oldSize: 2,
  });
  assert.match(
    renderAddCheckpoint(1, [sha256('x')], 'c'),
    new RegExp(`^old 1\n${encodeBase64(sha256('x')).replace(/[+]/g, '\\+')}\n\nc$`),
  );
});
