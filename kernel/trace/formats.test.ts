import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256 } from '../crypto/digest.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { utf8 } from './bytes.ts';
import { parseCheckpoint, parseCheckpointNote, renderCheckpoint } from './checkpoint.ts';
import { parseTimestampedSignature, renderTimestampedSignature, verifierOf } from './cosignature.ts';
import { parseDecimal } from './decimal.ts';
import { verifyRawEd25519 } from './log-signer.ts';
import {
  isKeyName,
  openNote,
  parseNote,
  parseSignatureLine,
  renderNote,
  renderSignatureLine,
} from './note.ts';
import { parseTlogProof, renderTlogProof } from './tlog-proof.ts';
import { parseVkey, renderVkey } from './vkey.ts';

/** Vectors of C2SP signed-note and tlog-cosignature. */
const exampleVkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const exampleNote = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const cosignedExample = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;

async function exampleVerifier() {
  const vkey = await parseVkey(exampleVkey, sha256);
  assert.ok(vkey.ok);
  return verifierOf(vkey.value, verifyRawEd25519) ?? assert.fail();
}

function noteOf(source: string) {
  const note = parseNote(source);
  assert.ok(note.ok, source);
  return note.value;
}

test('the example of the signed-note specification opens with its verifier key', async () => {
  const opened = await openNote(noteOf(exampleNote), [await exampleVerifier()]);
  assert.equal(opened.kind, 'signed');
});

test('a note with one changed character does not open', async () => {
  const changed = noteOf(exampleNote.replace('example message', 'exbmple message'));
  assert.deepEqual(await openNote(changed, [await exampleVerifier()]), {
    kind: 'bad-signature',
    name: 'example.com/foo',
  });
});

test('signatures by unknown keys are passed over, and without a known one the note is refused', async () => {
  const verifier = await exampleVerifier();
  const note = noteOf(exampleNote);
  assert.deepEqual(await openNote(note, [{ ...verifier, keyId: verifier.keyId + 1 }]), {
    kind: 'no-known-key',
  });
  assert.deepEqual(await openNote(note, [{ ...verifier, name: 'example.com/other' }]), {
    kind: 'no-known-key',
  });
  const grease = { name: 'grease.example', keyId: 7, signature: Uint8Array.of(1) };
  const both = noteOf(renderNote({ text: note.text, signatures: [grease, ...note.signatures] }));
  assert.equal((await openNote(both, [verifier])).kind, 'signed');
});

test('one bad signature by a known key condemns a note that another known key signed', async () => {
  const verifier = await exampleVerifier();
  const note = noteOf(exampleNote);
  const bad = { name: verifier.name, keyId: verifier.keyId, signature: new Uint8Array(64) };
  assert.equal(
    (await openNote({ ...note, signatures: [...note.signatures, bad] }, [verifier])).kind,
    'bad-signature',
  );
});

test('the text of a note may hold empty lines; it ends at the last one', () => {
  const source = 'å\n\nä\n\n— a.example AAAAAQA=\n';
  assert.equal(noteOf(source).text, 'å\n\nä\n');
  assert.equal(renderNote(noteOf(source)), source);
});

test('malformed notes are refused by what is wrong', () => {
  const line = '— a.example AAAAAQA=\n';
  const cases: [string, string][] = [
    ['', 'no-signature-block'],
    ['text\n', 'no-signature-block'],
    ['text\n\n', 'no-signature-block'],
    [`text\n\n${line.trimEnd()}`, 'no-signature-block'],
    [`text\n\n${line}\n`, 'no-signature-block'],
    [`text\r\n\n${line}`, 'bad-characters'],
    [`te\u0000xt\n\n${line}`, 'bad-characters'],
    [`te\ud800xt\n\n${line}`, 'bad-characters'],
    [`text\n\n${line}- a.example AAAAAQA=\n`, 'malformed-signature-line'],
    ['text\n\n—  AAAAAQA=\n', 'malformed-signature-line'],
    ['text\n\n— a+b AAAAAQA=\n', 'malformed-signature-line'],
    ['text\n\n— a\u2003b AAAAAQA=\n', 'malformed-signature-line'],
    ['text\n\n— a.example AAAAAQ==\n', 'malformed-signature-line'],
    ['text\n\n— a.example AAAAAQB=\n', 'malformed-signature-line'],
    ['text\n\n— a.example AAAAAQA= \n', 'malformed-signature-line'],
    [`text\n\n${line.repeat(101)}`, 'too-many-signatures'],
    ['x'.repeat(1_000_001), 'too-large'],
  ];
  for (const [source, problem] of cases)
    assert.deepEqual(parseNote(source), { ok: false, error: problem }, JSON.stringify(source.slice(0, 60)));
});

test('signature lines survive a round trip', () => {
  const signatures = fc.record(
    {
      name: fc.string({ minLength: 1 }).filter(isKeyName),
      keyId: fc.integer({ min: 0, max: 0xffffffff }),
      signature: fc.uint8Array({ minLength: 1, maxLength: 100 }).map((bytes) => new Uint8Array(bytes)),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(signatures, (signature) =>
      assert.deepEqual(parseSignatureLine(renderSignatureLine(signature)), signature),
    ),
  );
});

test('no input makes a parser throw', async () => {
  const mutated = fc
    .tuple(fc.constantFrom(exampleNote, cosignedExample, exampleVkey), fc.nat(), fc.string())
    .map(
      ([source, at, insert]) =>
        source.slice(0, at % source.length) + insert + source.slice((at % source.length) + 1),
    );
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), mutated), async (source) => {
      parseNote(source);
      parseCheckpointNote(source);
      parseTlogProof(source);
      parseTlogProof(`c2sp.org/tlog-proof@v1\nindex 1\n\n${source}`);
      await parseVkey(source, sha256);
    }),
  );
});

test('verifier keys: round trip, and every way to be wrong', async () => {
  const parsed = await parseVkey(exampleVkey, sha256);
  assert.ok(parsed.ok);
  assert.equal(renderVkey(parsed.value), exampleVkey);
  assert.deepEqual(await parseVkey('example.com/foo', sha256), { ok: false, error: 'malformed' });
  assert.deepEqual(await parseVkey(exampleVkey.replace('530d903a', '530d903b'), sha256), {
    ok: false,
    error: 'wrong-key-id',
  });
  assert.deepEqual(await parseVkey(exampleVkey.replace('530d903a', '530D903A'), sha256), {
    ok: false,
    error: 'malformed',
  });
  assert.deepEqual(await parseVkey(exampleVkey.replace('example.com/foo', 'a b'), sha256), {
    ok: false,
    error: 'bad-name',
  });
  assert.deepEqual(await parseVkey('a+00000000+AQID', sha256), { ok: false, error: 'bad-key-length' });
});

test('a checkpoint survives a round trip, extensions included', () => {
  const checkpoint = {
    origin: 'köping.example/log',
    size: 20852163,
    root: new Uint8Array(32).fill(7),
    extensions: ['x 1'],
  };
  assert.deepEqual(parseCheckpoint(renderCheckpoint(checkpoint)), { ok: true, value: checkpoint });
  assert.equal(parseCheckpointNote(cosignedExample).ok, true);
});

test('malformed checkpoints are refused', () => {
  const root = encodeBase64(new Uint8Array(32));
  const cases: [string, string][] = [
    [`o\n1\n${root}`, 'not-a-checkpoint'],
    [`\n1\n${root}\n`, 'not-a-checkpoint'],
    ['o\n1\n', 'not-a-checkpoint'],
    [`o\n1\n${root}\n\nx\n`, 'not-a-checkpoint'],
    [`o\n01\n${root}\n`, 'bad-size'],
    [`o\n-1\n${root}\n`, 'bad-size'],
    [`o\n1e3\n${root}\n`, 'bad-size'],
    [`o\n9007199254740992\n${root}\n`, 'bad-size'],
    [`o\n1\n${root.slice(4)}\n`, 'bad-root'],
    [`o\n1\n${root.replace('=', '')}\n`, 'bad-root'],
  ];
  for (const [text, problem] of cases)
    assert.deepEqual(parseCheckpoint(text), { ok: false, error: problem }, text);
});

test('base64 is strict: one text per value', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.equal(encodeBase64(bytes), Buffer.from(bytes).toString('base64'));
      assert.deepEqual(decodeBase64(encodeBase64(bytes)), new Uint8Array(bytes));
    }),
  );
  for (const bad of [
    'A',
    'AA',
    'AAA',
    'AB==',
    'AAB=',
    'AA=A',
    '=AAA',
    'AAAA\n',
    ' AAAA',
    'AA-_',
    'A===',
    'AA==AA==',
  ]) {
    assert.equal(decodeBase64(bad), undefined, bad);
  }
});

test('decimals are strict', () => {
  assert.equal(parseDecimal('0'), 0);
  assert.equal(parseDecimal('9007199254740991'), Number.MAX_SAFE_INTEGER);
  for (const bad of ['', '00', '01', '+1', '1.0', ' 1', '1 ', '٣', '9007199254740992', '10000000000000000']) {
    assert.equal(parseDecimal(bad), undefined, bad);
  }
});

test('timestamped signatures hold a time above zero and 64 bytes', () => {
  const stamped = { timestamp: 1679315147, signature: new Uint8Array(64).fill(9) };
  assert.deepEqual(parseTimestampedSignature(renderTimestampedSignature(stamped)), stamped);
  assert.equal(
    parseTimestampedSignature(renderTimestampedSignature({ ...stamped, timestamp: 0 })),
    undefined,
  );
  assert.equal(parseTimestampedSignature(new Uint8Array(72).fill(0xff)), undefined);
  assert.equal(parseTimestampedSignature(new Uint8Array(71)), undefined);
});

test('a proof survives a round trip with and without extra data', () => {
  const proof = {
    index: 73894,
    hashes: [new Uint8Array(32), new Uint8Array(32).fill(1)],
    checkpoint: cosignedExample,
  };
  for (const given of [proof, { ...proof, extra: utf8('å') }, { ...proof, hashes: [] }]) {
    const parsed = parseTlogProof(renderTlogProof(given));
    assert.ok(parsed.ok);
    const { signed, ...rest } = parsed.value;
    assert.deepEqual(rest, given);
    assert.equal(signed.checkpoint.size, 20852163);
  }
});

test('malformed proofs are refused by what is wrong', () => {
  const hash = encodeBase64(new Uint8Array(32));
  const cases: [string, string][] = [
    ['c2sp.org/tlog-proof@v2\nindex 1', 'not-a-proof'],
    ['c2sp.org/tlog-proof@v1\nextra !\nindex 1', 'bad-extra'],
    ['c2sp.org/tlog-proof@v1\nindex 01', 'bad-index'],
    ['c2sp.org/tlog-proof@v1\nextra AAAA', 'bad-index'],
    ['c2sp.org/tlog-proof@v1\nindex 1\nAAAA', 'bad-hash'],
    [`c2sp.org/tlog-proof@v1\nindex 1\n${Array.from({ length: 64 }, () => hash).join('\n')}`, 'bad-hash'],
  ];
  for (const [head, problem] of cases) {
    assert.deepEqual(parseTlogProof(`${head}\n\n${cosignedExample}`), { ok: false, error: problem }, head);
  }
  assert.deepEqual(parseTlogProof(`c2sp.org/tlog-proof@v1\nindex 1\n\n${exampleNote}`), {
    ok: false,
    error: 'not-a-checkpoint',
  });
});
