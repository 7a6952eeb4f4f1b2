import type { Operation } from '@ena/kernel/permit/grant.ts';
import { pathMatches } from '@ena/kernel/permit/path-template.ts';
import type { ExchangeRecord } from './evidence/record.ts';

/** What a record says of the call: its template where there is one, else its path, marked as such. */
export function recordedOperation(
  { method, path }: { readonly method: string; readonly path: string },
  template: string | undefined,
): ExchangeRecord['operation'] {
  return template === undefined ? { method, path, literal: true } : { method, path: template };
}

/** The published template of a call, so that a path with somebody's number in it need not stand in lists and logs. */
export function templateOf(
  operations: readonly Operation[],
  call: { readonly method: string; readonly path: string },
): string | undefined {
  return operations.find((o) => o.method === call.method && pathMatches(o.path, call.path))?.path;
}
