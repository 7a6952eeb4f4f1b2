import type { Outcome } from '@ena/client/outcome.ts';
import type { Text } from '@ena/client/verify/verdict.ts';
import type { ExitName } from '../exit-codes.ts';

/** Why something was not done, in one sentence that says what to do. */
export interface Failure extends Text {
  readonly kind: 'failed';
  readonly exit: Exclude<ExitName, 'ok'>;
}

/** What a command has to say. `json` is what `--json` prints, on one line. */
export interface Told {
  readonly kind: 'told';
  /** Default `ok`. */
  readonly exit?: ExitName;
  readonly text: string;
  readonly json: object;
}

export type Result<T> = { readonly kind: 'ok'; readonly value: T } | Failure;

export function ok<T>(value: T): Result<T> {
  return { kind: 'ok', value };
}

export function failed(exit: Failure['exit'], sv: string, en: string): Failure {
  return { kind: 'failed', exit, sv, en };
}

/** A file or folder that the machine would not let us use is told like any other failure; other errors are bugs. */
export async function orSystemError<T>(telling: Promise<T | Failure>): Promise<T | Failure> {
  try {
    return await telling;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('path' in error)) throw error;
    const { code, path } = error;
    return failed(
      'unavailable',
      `${path} går inte att använda (${code}).`,
      `${path} cannot be used (${code}).`,
    );
  }
}

export type Refused = Extract<Outcome<unknown>, { kind: 'problem' }>['problem'];

/** The outcome of a call as a result of the command: a refusal is told in the service's own words. */
export function fromCall<T>(outcome: Outcome<T>, who: Text): Result<T> {
  switch (outcome.kind) {
    case 'ok':
      return outcome;
    case 'unreachable':
      return failed('unavailable', outcome.sentence.sv, outcome.sentence.en);
    case 'problem':
      return fromProblem(outcome.problem, who);
  }
}

/** `who` says no, and why. */
export function fromProblem({ title, detail, status, errors, instance }: Refused, who: Text): Failure {
  const wrong = errors?.map(({ pointer, detail: what }) => `${pointer} ${what}`).join('; ');
  const why = [title.replace(/\.$/, ''), wrong ?? detail].filter((part) => part !== undefined).join('. ');
  const exchange = instance?.startsWith('urn:uuid:') ? ` (${instance.slice('urn:uuid:'.length)})` : '';
  const exit = status === 404 ? 'unknown' : 'refused';
  return failed(exit, `${who.sv} säger nej: ${why}${exchange}`, `${who.en} says no: ${why}${exchange}`);
}
