import { uuidv7 } from '../id.ts';

const wellFormed = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
/** Ten or twelve digits may be a personal identity number, which must not reach the logs. */
const personal = /^(?:\d{2})?\d{6}[-+]?\d{4}$/;

/** The caller's own `X-Request-Id` if it is well-formed and names no person, else a new UUIDv7. */
export function requestId(header: string | string[] | undefined, epochMs: number): string {
  if (typeof header === 'string' && wellFormed.test(header) && !personal.test(header)) return header;
  return uuidv7(epochMs);
}
