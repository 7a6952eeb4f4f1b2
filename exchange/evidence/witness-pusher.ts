import type { Result } from '@ena/kernel/result.ts';
import type { NoteVerifier } from '@ena/kernel/trace/note.ts';
import type { TransparencyLog } from '@ena/kernel/trace/transparency-log.ts';
import { pushCheckpoint, type SendToWitness } from '@ena/kernel/trace/witness-client.ts';
import type { AnchorClient } from '../trust/anchor-client.ts';

interface Options {
  readonly log: TransparencyLog;
  readonly anchor: AnchorClient;
  /** The witness's keys as the anchor's statement names them; empty while they are not known. */
  readonly witnesses: () => Promise<readonly NoteVerifier[]>;
}

/**
 * Takes new checkpoints to the hub, whose cosignature is the time stamp. Exchanges never wait for it: with the hub
 * away the log grows on, and the next push covers everything since.
 */
export class WitnessPusher {
  readonly #options: Options;
  #knownSize = 0;
  #underWay: Promise<void> | undefined;
  /** Why the newest checkpoint is not cosigned; `undefined` when it is. */
  problem: string | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#knownSize = options.log.latestCosigned()?.size ?? 0;
  }

  /** One push at a time; a call meanwhile waits for the one under way. */
  push(): Promise<void> {
    this.#underWay ??= this.#push().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #push(): Promise<void> {
    const { log } = this.#options;
    if (log.size === (log.latestCosigned()?.size ?? 0)) return;
    const checkpoint = await log.checkpoint();
    if (checkpoint.kind === 'refused') {
      this.problem = `no checkpoint can be written (${checkpoint.reason})`;
      return;
    }
    const witnesses = await this.#options.witnesses();
    if (witnesses.length === 0) {
      this.problem = 'the witness’s key is not known yet';
      return;
    }
    const outcome = await pushCheckpoint(
      {
        checkpoint: checkpoint.note,
        size: checkpoint.size,
        knownSize: this.#knownSize,
        proof: (from) => unwrap(log.consistencyProof(from, checkpoint.size)),
        witnesses,
      },
      this.#send,
    );
    if (outcome.kind !== 'cosigned') {
      this.problem = describe(outcome);
      return;
    }
    await log.addCosignatures(checkpoint.note, outcome.lines);
    this.#knownSize = checkpoint.size;
    this.problem = undefined;
  }

  readonly #send: SendToWitness = async (body) => {
    const answer = await this.#options.anchor.addCheckpoint(body);
    return answer.ok
      ? { kind: 'answered', status: answer.value.status, body: answer.value.body }
      : { kind: 'unreachable' };
  };
}

function unwrap<T>(result: Result<T, unknown>): T | undefined {
  return result.ok ? result.value : undefined;
}

function describe(outcome: { kind: string; status?: number; size?: number; sentence?: string }): string {
  switch (outcome.kind) {
    case 'unreachable':
      return 'the witness cannot be reached';
    case 'witness-ahead':
      return `the witness has cosigned ${outcome.size} entries, more than this log holds: it was set back, or another log signs as it`;
    case 'rejected':
      return `the witness refused the checkpoint (${outcome.status})`;
    default:
      return outcome.sentence ?? outcome.kind;
  }
}
