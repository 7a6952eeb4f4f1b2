import type { Fault, Problem } from '@ena/kernel/http/problem.ts';

/** How a refusal is told: problem document, and `type` of the X-Road error body for `r1` callers. */
interface ProblemDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  /** X-Road Message Protocol for REST 4.6: `Client.*`, `Server.ClientProxy.*`, `Server.ServerProxy.*`. */
  readonly xRoad: string;
  /** Seconds after which a retry may succeed. */
  readonly retryAfter?: number;
}

/** Every way in which a connector refuses. `type` on the wire is `urn:ena:problem:exchange:<slug>`. */
export const problems = {
  // The caller's own connector, before anything is sent
  'target-malformed': {
    status: 400,
    fault: 'caller',
    title: 'The path names no organisation and service',
    xRoad: 'Client.BadRequest',
  },
  'header-invalid': {
    status: 400,
    fault: 'caller',
    title: 'A header is not well-formed',
    xRoad: 'Client.BadRequest',
  },
  'purpose-missing': {
    status: 400,
    fault: 'caller',
    title: 'The purpose is not stated',
    xRoad: 'Client.BadRequest',
  },
  'legal-basis-missing': {
    status: 400,
    fault: 'caller',
    title: 'The legal basis is not stated',
    xRoad: 'Client.BadRequest',
  },
  'system-unknown': {
    status: 401,
    fault: 'caller',
    title: 'The calling system is not known here',
    xRoad: 'Server.ClientProxy.UnknownMember',
  },
  'body-too-large': {
    status: 413,
    fault: 'caller',
    title: 'The body is larger than this connector takes',
    xRoad: 'Client.BadRequest',
  },
  'provider-unknown': {
    status: 404,
    fault: 'caller',
    title: 'No such organisation takes part in the exchange',
    xRoad: 'Server.ClientProxy.UnknownMember',
  },
  'service-unknown': {
    status: 404,
    fault: 'caller',
    title: 'The organisation has no such service',
    xRoad: 'Server.ServerProxy.UnknownService',
  },
  // Infrastructure between the two
  'too-many-exchanges': {
    status: 503,
    fault: 'infrastructure',
    title: 'The connector is handling as many exchanges as it may',
    xRoad: 'Server.ClientProxy.InternalError',
    retryAfter: 1,
  },
  'shutting-down': {
    status: 503,
    fault: 'infrastructure',
    title: 'The connector is shutting down',
    xRoad: 'Server.ClientProxy.InternalError',
    retryAfter: 5,
  },
  'trust-unavailable': {
    status: 503,
    fault: 'infrastructure',
    title: 'The other organisation cannot be verified now',
    xRoad: 'Server.ClientProxy.OutdatedGlobalConf',
    retryAfter: 30,
  },
  'evidence-unavailable': {
    status: 503,
    fault: 'infrastructure',
    title: 'The evidence of the exchange cannot be written, so no exchange is made',
    xRoad: 'Server.ClientProxy.LoggingFailed',
    retryAfter: 30,
  },
  'internal-error': {
    status: 500,
    fault: 'infrastructure',
    title: 'The connector failed',
    xRoad: 'Server.ClientProxy.InternalError',
  },
  'provider-unreachable': {
    status: 502,
    fault: 'provider',
    title: 'The provider’s connector cannot be reached',
    xRoad: 'Server.ClientProxy.NetworkError',
    retryAfter: 5,
  },
  'provider-timeout': {
    status: 504,
    fault: 'provider',
    title: 'The provider’s connector did not answer in time',
    xRoad: 'Server.ClientProxy.NetworkError',
  },
  'provider-mismatch': {
    status: 502,
    fault: 'infrastructure',
    title: 'The server at the provider’s address is not the provider',
    xRoad: 'Server.ClientProxy.SslAuthenticationFailed',
  },
  'answer-unproven': {
    status: 502,
    fault: 'provider',
    title: 'The answer is not validly signed by the provider',
    xRoad: 'Server.ClientProxy.InvalidSignatureValue',
  },
  // The provider's connector, before it trusts the message: unsigned answers
  'signature-missing': {
    status: 401,
    fault: 'caller',
    title: 'The message is not signed',
    xRoad: 'Server.ServerProxy.InvalidSignatureValue',
  },
  'signature-malformed': {
    status: 400,
    fault: 'caller',
    title: 'The signature headers are not well-formed',
    xRoad: 'Server.ServerProxy.InvalidSignatureValue',
  },
  'signature-invalid': {
    status: 401,
    fault: 'caller',
    title: 'The signature does not fit the message',
    xRoad: 'Server.ServerProxy.InvalidSignatureValue',
  },
  'digest-mismatch': {
    status: 400,
    fault: 'caller',
    title: 'The body is not the one that was signed',
    xRoad: 'Server.ServerProxy.InvalidSignatureValue',
  },
  'clock-skew': {
    status: 401,
    fault: 'caller',
    title: 'The signature’s time is too far from now',
    xRoad: 'Server.ServerProxy.InvalidSignatureValue',
  },
  'consumer-unknown': {
    status: 401,
    fault: 'caller',
    title: 'The calling organisation takes no part in the exchange',
    xRoad: 'Server.ServerProxy.UnknownMember',
  },
  'key-unknown': {
    status: 401,
    fault: 'caller',
    title: 'The signing key is not one of the organisation’s',
    xRoad: 'Server.ServerProxy.InvalidSignatureValue',
  },
  'peer-mismatch': {
    status: 401,
    fault: 'caller',
    title: 'The TLS key is not one of the calling organisation’s',
    xRoad: 'Server.ServerProxy.SslAuthenticationFailed',
  },
  'rate-exceeded': {
    status: 429,
    fault: 'caller',
    title: 'The organisation calls more often than it may',
    xRoad: 'Server.ServerProxy.AccessDenied',
    retryAfter: 1,
  },
  'replay-window': {
    status: 503,
    fault: 'infrastructure',
    title: 'The connector waits until no earlier message can be replayed',
    xRoad: 'Server.ServerProxy.InternalError',
    retryAfter: 60,
  },
  replayed: {
    status: 409,
    fault: 'caller',
    title: 'The message has been received before',
    xRoad: 'Server.ServerProxy.InvalidRequest',
  },
  // The provider's connector, for a proven message: signed answers with evidence
  'grant-missing': {
    status: 403,
    fault: 'caller',
    title: 'No grant covers this exchange',
    xRoad: 'Server.ServerProxy.AccessDenied',
  },
  'mandate-missing': {
    status: 403,
    fault: 'caller',
    title: 'The service asks for a mandate',
    xRoad: 'Server.ServerProxy.AccessDenied',
  },
  'mandate-malformed': {
    status: 400,
    fault: 'caller',
    title: 'The mandate is not well-formed',
    xRoad: 'Server.ServerProxy.InvalidRequest',
  },
  'mandate-expired': {
    status: 403,
    fault: 'caller',
    title: 'The mandate’s context is too old',
    xRoad: 'Server.ServerProxy.AccessDenied',
  },
  'mandate-mismatch': {
    status: 403,
    fault: 'caller',
    title: 'The mandate is about something else',
    xRoad: 'Server.ServerProxy.AccessDenied',
  },
  'mandate-insufficient': {
    status: 403,
    fault: 'caller',
    title: 'The mandate does not cover this',
    xRoad: 'Server.ServerProxy.AccessDenied',
  },
  'mandate-unproven': {
    status: 403,
    fault: 'caller',
    title: 'The mandate is not validly signed',
    xRoad: 'Server.ServerProxy.AccessDenied',
  },
  'mandate-ended': {
    status: 403,
    fault: 'caller',
    title: 'The mandate has ended',
    xRoad: 'Server.ServerProxy.AccessDenied',
  },
  'mandates-unavailable': {
    status: 503,
    fault: 'infrastructure',
    title: 'Which mandates have ended cannot be told now',
    xRoad: 'Server.ServerProxy.InternalError',
    retryAfter: 10,
  },
  'service-unreachable': {
    status: 502,
    fault: 'provider',
    title: 'The provider’s service cannot be reached',
    xRoad: 'Server.ServerProxy.NetworkError',
    retryAfter: 5,
  },
  'service-timeout': {
    status: 504,
    fault: 'provider',
    title: 'The provider’s service did not answer in time',
    xRoad: 'Server.ServerProxy.NetworkError',
  },
  'service-broke-off': {
    status: 502,
    fault: 'provider',
    title: 'The provider’s service broke off its answer',
    xRoad: 'Server.ServerProxy.ServiceFailed',
  },
  'service-too-large': {
    status: 502,
    fault: 'provider',
    title: 'The service’s answer is larger than the connector takes',
    xRoad: 'Server.ServerProxy.ServiceFailed',
  },
  'service-credentials': {
    status: 502,
    fault: 'provider',
    title: 'The provider’s connector was refused by its own service’s token endpoint',
    xRoad: 'Server.ServerProxy.ServiceFailed',
  },
} as const satisfies Record<string, ProblemDefinition>;

export type ProblemSlug = keyof typeof problems;

/** Why an exchange ends without the service's answer. `detail` says what to mend; nothing personal, no internals. */
export interface Refusal {
  readonly slug: ProblemSlug;
  readonly detail: string;
  /** For the own log only: what an operator needs and a caller must not learn. */
  readonly internal?: string;
}

export function refuse(slug: ProblemSlug, detail: string, internal?: string): Refusal {
  return internal === undefined ? { slug, detail } : { slug, detail, internal };
}

export function problemType(slug: ProblemSlug): string {
  return `urn:ena:problem:exchange:${slug}`;
}

/** The slug of a problem type that another connector named; what is not in the catalogue is `internal-error`. */
export function slugOf(type: string | undefined): ProblemSlug {
  const slug = type?.split(':').at(-1) ?? '';
  return Object.hasOwn(problems, slug) ? (slug as ProblemSlug) : 'internal-error';
}

export function definition(slug: ProblemSlug): ProblemDefinition {
  return problems[slug];
}

/** RFC 9457. `instance` is the exchange id, so that both organisations find the same line in their logs. */
export function problemDocument(refusal: Refusal, exchangeId: string): Problem {
  const { status, title, fault } = definition(refusal.slug);
  return {
    type: problemType(refusal.slug),
    title,
    status,
    detail: refusal.detail,
    instance: `urn:uuid:${exchangeId}`,
    fault,
  };
}
