import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { parseUserMessage, type UserMessage } from './user-message.ts';

/** Signature extension 1.1 §3.2: what is signed, and what the person is shown. */
export interface SignRequest {
  readonly tbsData: Uint8Array;
  readonly message: UserMessage;
}

const base64Form =
  /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$|^(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$/;

/** From the JSON value of the parameter. `tbs_data` is required, for only the scope `sign` is served. */
export function parseSignRequest(text: string): Result<SignRequest, string> {
  const value = jsonObject(text);
  if (value === undefined) return fail('signRequest is no JSON object');
  const { tbs_data: data, sign_message: message } = value;
  if (typeof data !== 'string' || !base64Form.test(data))
    return fail('signRequest has no tbs_data in base64');
  if (typeof message !== 'object' || message === null) return fail('signRequest has no sign_message');
  const shown = parseUserMessage(JSON.stringify(message));
  return shown.ok ? ok({ tbsData: Buffer.from(data, 'base64'), message: shown.value }) : shown;
}

/** The same for the next provider, as the JSON object that a request object holds (§3.1.1.2). */
export function renderSignRequest({ tbsData, message }: SignRequest): Readonly<Record<string, unknown>> {
  return { tbs_data: base64(tbsData), sign_message: renderSignMessage(message) };
}

export function renderSignMessage({ sv, en, any }: UserMessage): Readonly<Record<string, string>> {
  return {
    ...(any !== undefined && { message: base64(any) }),
    ...(sv !== undefined && { 'message#sv': base64(sv) }),
    ...(en !== undefined && { 'message#en': base64(en) }),
    mime_type: 'text/plain',
  };
}

function base64(value: Uint8Array | string): string {
  return Buffer.from(value as string).toString('base64');
}

export function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
