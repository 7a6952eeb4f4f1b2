import { uuidv7Hex } from '../id.ts';

/** W3C Trace Context, https://www.w3.org/TR/trace-context/#traceparent-header */
export interface TraceContext {
  /** 32 hex digits, the same for all that one first call causes. */
  readonly traceId: string;
  /** 16 hex digits: this program's part of it. */
  readonly spanId: string;
  readonly sampled: boolean;
}

const version00 = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
/** §3.2.2.1: a later version may append fields; its first three are read as those of version 00. */
const laterVersion = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** The caller's trace with a span of our own, or a new trace where the caller sent none or one not well-formed. */
export function traceContext(header: string | string[] | undefined, epochMs: number): TraceContext {
  const spanId = newSpanId(epochMs);
  const parent = typeof header === 'string' ? parse(header) : undefined;
  if (parent !== undefined) return { ...parent, spanId };
  return { traceId: uuidv7Hex(epochMs), spanId, sampled: false };
}

/** The value of `traceparent` for calls that this request causes. */
export function traceparent(context: TraceContext): string {
  return `00-${context.traceId}-${context.spanId}-${context.sampled ? '01' : '00'}`;
}

function parse(header: string): { traceId: string; sampled: boolean } | undefined {
  const match = (header.startsWith('00-') ? version00 : laterVersion).exec(header);
  const [, traceId = '', parentId = '', flags = ''] = match ?? [];
  if (match === null || /^0+$/.test(traceId) || /^0+$/.test(parentId)) return undefined;
  return { traceId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The last 64 bits of a UUIDv7: two bits of variant, the rest random, never all zero. */
function newSpanId(epochMs: number): string {
  return uuidv7Hex(epochMs).slice(16);
}
