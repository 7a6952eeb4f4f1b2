import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { encodeBase64 } from '@ena/kernel/trace/base64.ts';
import { utf8 } from '@ena/kernel/trace/bytes.ts';
import fc from 'fast-check';
import {
  buildEvidence,
  type EvidenceJson,
  exchangeTime,
  makeWorld,
  type World,
} from './tests/build-evidence.ts';
import { verifyEvidence } from './verify-evidence.ts';

let world: World;
let file: EvidenceJson;
let bytes: Uint8Array;

before(async () => {
  world = await makeWorld();
  file = await buildEvidence(world);
  bytes = new TextEncoder().encode(JSON.stringify(file));
});

function verify(text: string) {
  return verifyEvidence(text, { anchorThumbprints: [world.anchorThumbprint], now: exchangeTime + 1000 });
}

/** The same file with one bit of one byte turned; what is no longer UTF-8 reads as U+FFFD, as in a browser. */
function flip(position: number, bit: number): string {
  const changed = Uint8Array.from(bytes);
  changed[position] = (changed[position] ?? 0) ^ (1 << bit);
  return new TextDecoder().decode(changed);
}

describe('one changed bit', () => {
  it('is found wherever it is, and the check that found it is named', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), async (position, bit) => {
        const verdict = await verify(flip(position, bit));
        assert.equal(verdict.ok, false, `byte ${position}, bit ${bit} of ${bytes.length}`);
        assert.ok(
          verdict.firstProblem &&
            verdict.firstProblem.detail.sv !== '' &&
            verdict.firstProblem.detail.en !== '',
        );
      }),
      { numRuns: 600 },
    );
  });

  it('in every byte of the log proof is found', async () => {
    const text = JSON.stringify(file);
    const start = new TextEncoder().encode(text.slice(0, text.indexOf('"proof"'))).length;
    const length = new TextEncoder().encode(JSON.stringify(file.proof)).length + '"proof":'.length;
    for (let position = start; position < start + length; position += 1) {
      assert.equal(
        (await verify(flip(position, position % 7))).ok,
        false,
        `byte ${position - start} of the proof`,
      );
    }
  });

  it('in the record is found by the log, even where the record still reads well', async () => {
    const text = atob(file.record).replace('handlaggning-av-arende', 'handlaggning-av-arendf');
    const verdict = await verify(JSON.stringify({ ...file, record: btoa(text) }));
    assert.equal(verdict.firstProblem?.id, 'inclusion');
    assert.equal(verdict.summary?.purpose, 'handlaggning-av-arendf');
    assert.equal(verdict.checks.find(({ id }) => id === 'request-content')?.ok, false);
  });
});

describe('any other text', () => {
  it('never makes the verifier throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => assert.equal((await verifyEvidence(text)).ok, false)),
    );
  });

  it('of the right outer form never makes it throw', async () => {
    const anything = fc.oneof(
      fc.json(),
      fc.base64String({ minLength: 4 }),
      fc.string(),
      fc.constantFrom('index 0', file?.proof ?? ''),
    );
    const shape = fc.record({
      format: fc.constant('ena-evidence/1'),
      record: fc.oneof(
        fc.json().map((json) => btoa(encodeURIComponent(json))),
        anything,
      ),
      salt: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((salt) => btoa(String.fromCharCode(...salt))),
      index: fc.nat(),
      proof: anything,
      trust: fc.record({
        consumer: fc.tuple(anything, anything, anything),
        provider: fc.tuple(anything, anything, anything),
      }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async (sample) =>
        assert.equal((await verifyEvidence(JSON.stringify(sample))).ok, false),
      ),
    );
  });

  it('in place of a member of a genuine record never makes it throw', async () => {
    const record: Record<string, unknown> = JSON.parse(atob(file.record));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(record)), fc.jsonValue(), async (member, value) => {
        if (JSON.stringify(record[member]) === JSON.stringify(value)) return;
        const changed = encodeBase64(utf8(JSON.stringify({ ...record, [member]: value })));
        assert.equal((await verify(JSON.stringify({ ...file, record: changed }))).ok, false);
      }),
    );
  });
});
