import type { OverviewAnswer, OverviewFailure, OverviewLine } from '@ena/client/cases.ts';

/** What has come in and can be shown. */
export type Gathered =
  /** All that came within the window. */
  | {
      readonly kind: 'first';
      readonly answers: readonly OverviewAnswer[];
      readonly failures: readonly OverviewFailure[];
    }
  /** One that came when the list had been sent. */
  | { readonly kind: 'late'; readonly answer: OverviewAnswer }
  /** Nothing more will come. */
  | {
      readonly kind: 'last';
      readonly failures: readonly OverviewFailure[];
      /** The answer stopped before its end: nobody knows what is missing. */
      readonly isBroken: boolean;
    };

/**
 * Makes one list of what comes within `windowMs` of the first answer, so that order can be right within it; what
 * comes later comes alone. Without a window all is waited for.
 */
export async function* gather(
  lines: AsyncIterable<OverviewLine>,
  windowMs: number | undefined,
): AsyncGenerator<Gathered> {
  const reading = lines[Symbol.asyncIterator]();
  const answers: OverviewAnswer[] = [];
  const failures: OverviewFailure[] = [];
  let window: Window | undefined;
  let isOpen = true;
  let pending = reading.next();
  try {
    for (;;) {
      const got = await (isOpen && window ? Promise.race([pending, window.over]) : pending);
      if (got === 'over') {
        isOpen = false;
        yield { kind: 'first', answers, failures: failures.splice(0) };
        continue;
      }
      const line = got.done ? ({ kind: 'broken' } as const) : got.value;
      if (line.kind === 'failure') failures.push(line);
      if (line.kind === 'answer') {
        if (isOpen) answers.push(line);
        else yield { kind: 'late', answer: line };
        if (windowMs !== undefined) window ??= openWindow(windowMs);
      }
      if (line.kind === 'end' || line.kind === 'broken') {
        if (isOpen) yield { kind: 'first', answers, failures: failures.splice(0) };
        yield { kind: 'last', failures, isBroken: line.kind === 'broken' };
        return;
      }
      pending = reading.next();
    }
  } finally {
    window?.close();
    await reading.return?.();
  }
}

interface Window {
  readonly over: Promise<'over'>;
  close(): void;
}

function openWindow(ms: number): Window {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<'over'>((resolve) => {
    timer = setTimeout(() => resolve('over'), ms);
  });
  return { over, close: () => clearTimeout(timer) };
}
