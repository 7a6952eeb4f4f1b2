import { Type } from 'typebox';

/** The contract's own error body: RFC 9457 with a time stamp and the request id. */
export const ApiError = Type.Object({
  type: Type.String(),
  instance: Type.String(),
  status: Type.Integer(),
  timestamp: Type.String(),
  requestId: Type.String(),
  title: Type.String(),
  detail: Type.String(),
});

export const apiErrorContentType = 'application/problem+json; charset=utf-8';

export interface ApiErrorSource {
  readonly type: string;
  readonly instance: string;
  readonly status: number;
  readonly title: string;
  readonly sv: string;
}

/** `timestamp` is RFC 3339; the detail is Swedish, as the contract's own are. */
export function renderApiError(error: ApiErrorSource, requestId: string, timestamp: string) {
  return {
    type: error.type,
    instance: error.instance,
    status: error.status,
    timestamp,
    requestId,
    title: error.title,
    detail: error.sv,
  };
}
