import type { Limit, LimitKind } from '@ena/client/mandates.ts';
import type { FieldError } from '../../shell/form.ts';
import type { Visit } from '../../shell/visit.ts';
import type { Pointed } from './tools.ts';

/** What a form sent about limits: the kinds that it has fields for, and the values in the order in which they went. */
export interface SentLimits {
  readonly kinds: readonly LimitKind[];
  readonly limits: readonly Limit[];
}

export const noLimits: SentLimits = { kinds: [], limits: [] };

const longestLimit = 100;

/** What the API points at, as a sentence at the field where it can be mended; `undefined` where no field can. */
function fieldError(visit: Visit, one: Pointed, sent: SentLimits): FieldError | undefined {
  const e = visit.t.mandates.errors;
  const { pointer } = one;
  if (pointer === '/parent' || pointer === '/template')
    return { field: 'permission-0', message: e.beyondParent };
  if (pointer.startsWith('/permissions')) return { field: 'permission-0', message: e.permissions };
  if (pointer.startsWith('/limits')) return limitError(visit, one, sent);
  if (pointer === '/validFrom') return { field: 'valid-from', message: e.validFrom };
  if (pointer === '/validTo') return { field: 'valid-to', message: e.validTo };
  if (pointer === '/mayDelegate') return { field: 'may-delegate', message: e.delegate };
  if (pointer.startsWith('/holders'))
    return { field: isFirst(pointer) ? 'number' : 'more', message: holderFault(visit, one) };
  if (pointer === '/grantorRole') return { field: 'number', message: e.grantorRole };
  return pointer.startsWith('/grantor') ? { field: 'number', message: e.grantorUnknown } : undefined;
}

/** Of one limit, or of all of them against the mandate that is passed on. */
function limitError(
  { t }: Visit,
  { pointer, code }: Pointed,
  { kinds, limits }: SentLimits,
): FieldError | undefined {
  const e = t.mandates.errors;
  const place = /^\/limits\/(\d+)/.exec(pointer)?.[1];
  const at = place === undefined ? -1 : Number(place);
  const one = limits[at];
  const kind = one?.kind ?? kinds[0];
  if (kind === undefined) return undefined;
  const field = `limit-${kind}`;
  if (one === undefined) return { field, message: code === undefined ? e.limitsMany : e.limitsBeyondParent };
  if (one.value.length > longestLimit) return { field, message: e.limitLong };
  const again = limits.findIndex((other) => other.kind === one.kind && other.value === one.value) < at;
  return { field, message: again ? e.limitTwice : e.limitNotAllowed };
}

/** The catalogue has one code for a holder who cannot be one; the published `detail` tells why. */
const holderDetails = [
  ['Nobody is her own representative', 'holderIsGrantor'],
  ['Name each holder only once', 'holderTwice'],
  ['She is a holder already', 'holderAlready'],
] as const;

function holderFault({ t }: Visit, { code, detail = '' }: Pointed): string {
  const e = t.mandates.errors;
  if (code?.endsWith('ogiltig_roll')) return e.holderRole;
  const [, why] = holderDetails.find(([begins]) => detail.startsWith(begins)) ?? [];
  return why === undefined ? e.numberUnknown : e[why];
}

/** Whether it is the holder who has a field of her own; the others stand below one another. */
export function isFirst(pointer: string): boolean {
  return !/^\/holders\/[1-9]/.test(pointer);
}

/** Each sentence once. */
export function fieldErrors(
  visit: Visit,
  pointed: readonly Pointed[],
  sent: SentLimits,
): readonly FieldError[] {
  const found = pointed.flatMap((one) => fieldError(visit, one, sent) ?? []);
  return [...new Map(found.map((one) => [`${one.field} ${one.message}`, one])).values()];
}
