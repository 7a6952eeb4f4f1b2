import type { Logger } from '@ena/kernel/log/logger.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { second } from '@ena/kernel/time.ts';
import * as oidc from 'openid-client';
import type { UpstreamConfig } from '../../config.ts';
import type { JudgedEvidence } from '../../use-cases/signatures/make-signature.ts';
import { parseUpstreamClaims, type UpstreamPerson } from '../../wire/upstream-claims.ts';
import type { LoginMethod, MethodWish } from './method.ts';
import { whatSigningLacks } from './signing-support.ts';
import { begin } from './upstream-begin.ts';
import { attempt, type Departure, discover, sentenceOf, type UpstreamOptions } from './upstream-client.ts';
import { finish } from './upstream-finish.ts';

export interface UpstreamProof extends UpstreamPerson {
  readonly signed: JudgedEvidence | undefined;
}

/** `cancelled`: by the person, there. */
export type UpstreamProblem = { readonly kind: 'cancelled' | 'failed'; readonly why: string };

export interface UpstreamMethod extends LoginMethod {
  readonly issuer: string;
  /** The wish is the one with which the person left. */
  finish(
    url: URL,
    departure: Departure,
    wish: Pick<MethodWish, 'sign' | 'wanted'>,
  ): Promise<Result<UpstreamProof, UpstreamProblem>>;
}

/** An OpenID provider of the Swedish profile as a way to log in here, and to sign where it is configured to. */
export function upstreamMethod(options: UpstreamOptions & { readonly log: Logger }): UpstreamMethod {
  const { config } = options;
  const provider = keptConfiguration(options);
  const say = onceEach(options.log, config);
  return {
    id: config.id,
    issuer: config.issuer,
    authority: config.issuer,
    names: { sv: config.name_sv, en: config.name_en },
    begin: async (wish) => {
      const begun = await attempt(async () => begin(options, await provider.get(), wish));
      return begun.ok ? begun : fail(sentenceOf(begun.error));
    },
    finish: async (url, departure, { sign, wanted }) => {
      const answer = await attempt(async () => finish(options, await provider.get(), url, departure, sign));
      return answer.ok ? proofIn(answer.value, wanted) : fail(problemOf(answer.error));
    },
    canSign: async () => {
      if (config.signs !== true || provider.failedJustNow()) return false;
      const found = await attempt(provider.get);
      const lacks = found.ok ? whatSigningLacks(found.value.serverMetadata()) : [sentenceOf(found.error)];
      say(lacks);
      if (lacks.length > 0) provider.forget();
      return lacks.length === 0;
    },
  };
}

/** So long a provider that was away is not asked again only to show a page. */
const awayMs = 3 * second;

/** Asked for once, unless it could not be had. */
function keptConfiguration(options: UpstreamOptions) {
  const { clock } = options;
  let found: Promise<oidc.Configuration> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  return {
    forget: () => {
      found = undefined;
    },
    failedJustNow: () => found === undefined && clock.now() - failedAt < awayMs,
    get: () => {
      found ??= discover(options).catch((error: unknown) => {
        found = undefined;
        failedAt = clock.now();
        throw error;
      });
      return found;
    },
  };
}

/** Tells the operator whether the provider can be asked for signatures, each time that changes. */
function onceEach(log: Logger, { id: method }: UpstreamConfig): (lacks: readonly string[]) => void {
  let told: string | undefined;
  return (lacks) => {
    if (lacks.join() === told) return;
    told = lacks.join();
    if (lacks.length === 0) log.info({ method }, 'the provider makes signatures');
    else log.warn({ method, lacks }, 'the provider is configured to sign and is not offered for it');
  };
}

function proofIn(
  { claims, signed }: Awaited<ReturnType<typeof finish>>,
  wanted: ReadonlySet<string>,
): Result<UpstreamProof, UpstreamProblem> {
  const person = parseUpstreamClaims(claims, wanted);
  return person.ok ? ok({ ...person.value, signed }) : fail({ kind: 'failed', why: person.error });
}

function problemOf(error: unknown): UpstreamProblem {
  const cancelled = error instanceof oidc.AuthorizationResponseError && error.error === 'access_denied';
  return { kind: cancelled ? 'cancelled' : 'failed', why: sentenceOf(error) };
}
