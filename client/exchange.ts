import type { Problem } from '@ena/kernel/http/problem.ts';
import { asProblem, callRaw, parseJson } from './call.ts';
import type { Fetch, Outcome } from './outcome.ts';

/** A question to another organisation's service, through the own connector. */
export interface Question {
  /** The own connector: `http://127.0.0.1:8410`. */
  readonly connectorUrl: string;
  /** Organisation number of the one that is asked. */
  readonly provider: string;
  readonly service: string;
  readonly method: string;
  /** Below the service, query included: `/organisationer`. */
  readonly path: string;
  /** Text and bytes go as they are; anything else as JSON. */
  readonly body?: unknown;
  /** Default `application/json` where there is a body. */
  readonly contentType?: string;
  readonly purpose: string;
  readonly legalBasis: string;
  /** Personal identity number, coordination number or organisation number of the one concerned. */
  readonly subject?: string;
  /** A signed mandate context: the JSON object as the mandate service answered it. */
  readonly mandate?: object;
  /** Name of the asking system, where the connector knows more than one. */
  readonly system?: string;
  readonly systemKey?: string;
  readonly fetch: Fetch;
  /** Milliseconds; default 60,000. */
  readonly deadlineMs?: number;
}

/** What the service answered, whatever its status; signed, and on record with both organisations. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly exchangeId: string;
  /** Place of the own record in the own evidence log. */
  readonly evidenceIndex: number | undefined;
}

/**
 * Asks. `ok` is an answer by the service; `problem` is a refusal by one of the two connectors, told by
 * `Ena-Error` and with `fault` saying whose it is to mend. Nothing is repeated: that is for the caller, who
 * knows whether the operation bears it.
 */
export async function ask(question: Question): Promise<Outcome<Answer>> {
  const { connectorUrl, provider, service, method, path, fetch, deadlineMs = 60_000 } = question;
  const target = `/exchange/${encodeURIComponent(provider)}/${encodeURIComponent(service)}${path}`;
  const body = encodeBody(question.body);
  const raw = await callRaw(
    { url: connectorUrl, fetch, deadlineMs },
    {
      method,
      path: target,
      headers: headersOf(question),
      largestAnswer: 64 * 1024 * 1024,
      ...(body !== undefined && { body }),
    },
  );
  if (raw.kind !== 'ok') return raw;
  const { status, headers, body: answer } = raw.value;
  if (headers.has('ena-error'))
    return { kind: 'problem', problem: withExchange(asProblem(parseJson(answer), status), headers) };
  const index = headers.get('ena-evidence');
  return {
    kind: 'ok',
    value: {
      status,
      contentType: headers.get('content-type') ?? '',
      body: answer,
      exchangeId: headers.get('ena-exchange-id') ?? '',
      evidenceIndex: index === null ? undefined : Number(index),
    },
  };
}

function headersOf(question: Question): Record<string, string> {
  const {
    body,
    contentType = 'application/json',
    purpose,
    legalBasis,
    subject,
    mandate,
    system,
    systemKey,
  } = question;
  return {
    'ena-purpose': purpose,
    'ena-legal-basis': legalBasis,
    ...(body !== undefined && { 'content-type': contentType }),
    ...(subject !== undefined && { 'ena-subject': subject }),
    ...(mandate !== undefined && { 'ena-mandate': mandateHeader(mandate) }),
    ...(system !== undefined && { 'ena-system': system }),
    ...(systemKey !== undefined && { 'ena-system-key': systemKey }),
  };
}

function encodeBody(body: unknown): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined || typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

/** A refusal that was recorded can be looked up by the exchange id. */
function withExchange(problem: Problem, headers: Headers): Problem {
  const id = headers.get('ena-exchange-id');
  return problem.instance === undefined && id !== null ? { ...problem, instance: `urn:uuid:${id}` } : problem;
}

/** `Ena-Mandate` is the JSON object in base64url. */
function mandateHeader(context: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(context));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
