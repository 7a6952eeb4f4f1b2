import { swedishTime } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import type { ContractError } from '../contract-errors.ts';

const Violation = Type.Object({
  message: Type.String(),
  /** `fullmaktshavare.id`, `behorigheter[2]`, or the name of a header. */
  path: Type.String(),
  value: Type.Optional(Type.Unknown()),
});
export type Violation = Static<typeof Violation>;

/** The contract's error object. `type` tells its form, `instance` which error it is. */
export const ApiError = Type.Object({
  type: Type.String(),
  instance: Type.String(),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  title: Type.String(),
  timestamp: Type.Optional(Type.String({ format: 'date-time' })),
  requestId: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
  source: Type.Optional(Type.String()),
  /** With `urn:dfm:error:validation`. */
  violations: Type.Optional(Type.Array(Violation)),
});
export type ApiError = Static<typeof ApiError>;

/** Whose the error is: the intermediary's own, or that of the producer behind it. */
export type ErrorSource = 'formedlare' | 'producent';

export interface ApiErrorCircumstances {
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Default `formedlare`. */
  readonly source?: ErrorSource;
  /** Default the status of the catalogue. */
  readonly status?: number;
  /** Default what the catalogue says of it. Nothing personal. */
  readonly detail?: string;
  readonly violations?: readonly Violation[];
}

export function renderApiError(error: ContractError, circumstances: ApiErrorCircumstances): ApiError {
  const { requestId, now, source = 'formedlare', violations } = circumstances;
  return {
    type: `urn:dfm:error:${error.type}`,
    instance: error.instance,
    status: circumstances.status ?? error.status,
    timestamp: swedishTime(now),
    requestId,
    title: error.title,
    detail: circumstances.detail ?? error.sv,
    source,
    ...(error.type === 'validation' && { violations: [...(violations ?? [])] }),
  };
}
