import type { InconsistencyKind } from './inconsistency.ts';

/** What stands open against one log, for the health of the hub. */
export interface OpenMatter {
  readonly origin: string;
  readonly kind: InconsistencyKind;
}

/**
 * The logs that have contradicted themselves, as one sentence, or nothing.
 * A fork stands until the operator has dealt with it; an unproven growth falls when the log is accepted again.
 */
export function alarm(matters: readonly OpenMatter[]): string | undefined {
  const forked = new Set(matters.filter((matter) => matter.kind === 'fork').map((matter) => matter.origin));
  const unproven = new Set(matters.map((matter) => matter.origin).filter((origin) => !forked.has(origin)));
  const sentences = [
    ...[...forked].sort().map((origin) => `the log ${origin} has shown two different histories`),
    ...[...unproven].sort().map((origin) => `the log ${origin} has not proved that it only grew`),
  ];
  const [first, ...others] = sentences;
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : `, and ${others.length} more like it`;
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}${more}; see /traceability/v1/inconsistencies.`;
}
