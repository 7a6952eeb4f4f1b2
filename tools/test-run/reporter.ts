// The reporter that each test process loads: writes the events that tools/test.ts counts.
import { inspect } from 'node:util';
import type { TestEvent } from './event.ts';

interface Raw {
  readonly type: string;
  readonly data: {
    readonly name: string;
    readonly nesting: number;
    readonly line?: number;
    readonly skip?: boolean | string;
    readonly todo?: boolean | string;
    readonly details?: {
      readonly duration_ms: number;
      readonly error?: Error & { readonly failureType?: string; readonly cause?: unknown };
    };
  };
}

function reason(mark: boolean | string | undefined): string | undefined {
  if (mark === undefined || mark === false) return undefined;
  return mark === true ? '' : mark;
}

function eventOf({ type, data }: Raw): TestEvent {
  const error = data.details?.error;
  const skipped = reason(data.skip) ?? reason(data.todo);
  return {
    event: type === 'test:pass' ? 'pass' : 'fail',
    name: data.name,
    nesting: data.nesting,
    line: data.line ?? 1,
    ms: data.details?.duration_ms ?? 0,
    ...(skipped !== undefined && { skipped }),
    ...(error?.failureType === 'subtestsFailed' && { inherited: true }),
    ...(error !== undefined && { error: inspect(error.cause ?? error, { depth: 6 }) }),
  };
}

// biome-ignore lint/style/noDefaultExport: node loads a reporter by its default export
export default async function* report(source: AsyncIterable<Raw>): AsyncGenerator<string> {
  for await (const raw of source) {
    if (raw.type === 'test:pass' || raw.type === 'test:fail') yield `${JSON.stringify(eventOf(raw))}\n`;
    if (raw.type === 'test:summary') yield '{"event":"end"}\n';
  }
}
