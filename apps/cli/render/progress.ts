import type { Text } from '@ena/client/verify/verdict.ts';
import type { Shell } from '../shell/shell.ts';

/** Tells on standard error what is being done, so that standard output stays for the answer. */
export interface Progress {
  /** Waits for the work; one line when it is done, and on a terminal the time that has gone until then. */
  during<T>(what: Text, work: Promise<T>): Promise<T>;
  line(what: Text): void;
}

const redrawMs = 200;

export function showProgress(shell: Pick<Shell, 'err' | 'isTerminal'>): Progress {
  const underWay = new Map<symbol, { readonly what: Text; readonly startedAt: number }>();
  const clear = () => void (shell.isTerminal && process.stderr.write('\r\x1b[K'));
  const draw = () => {
    const oldest = Math.min(...[...underWay.values()].map(({ startedAt }) => startedAt));
    const names = [...underWay.values()].map(({ what }) => what.sv).join(', ');
    clear();
    if (underWay.size > 0) process.stderr.write(`  … ${names} ${seconds(performance.now() - oldest)} s`);
  };
  let timer: NodeJS.Timeout | undefined;
  const line = ({ sv, en }: Text) => {
    clear();
    shell.err(`  ${sv} / ${en}`);
  };
  return {
    line,
    during: async (what, work) => {
      const key = Symbol();
      const startedAt = performance.now();
      underWay.set(key, { what, startedAt });
      if (shell.isTerminal) timer ??= setInterval(draw, redrawMs);
      try {
        const done = await work;
        underWay.delete(key);
        const took = `${seconds(performance.now() - startedAt)} s`;
        if (!isFailure(done)) line({ sv: `✓ ${what.sv}`, en: `${what.en} (${took})` });
        return done;
      } finally {
        underWay.delete(key);
        if (underWay.size === 0) {
          clearInterval(timer);
          timer = undefined;
          clear();
        }
      }
    },
  };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

function isFailure(done: unknown): boolean {
  return typeof done === 'object' && done !== null && 'kind' in done && done.kind === 'failed';
}
