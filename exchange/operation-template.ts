import type { Operation } from '@ena/kernel/permit/grant.ts';
import { pathMatches } from '@ena/kernel/permit/path-template.ts';

/** The published template of a call, so that a path with somebody's number in it need not stand in lists and logs. */
export function templateOf(
  operations: readonly Operation[],
  call: { readonly method: string; readonly path: string },
): string | undefined {
  return operations.find((o) => o.method === call.method && pathMatches(o.path, call.path))?.path;
}
