import { verifyDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { minute, second } from '@ena/kernel/time.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { Envelope } from '../wire/envelope.ts';
import { type MandateContext, readMandateContext } from '../wire/mandate-context.ts';
import { type MandateRule, suffices } from './mandate-rule.ts';
import { type MandateTrust, statusGoodForMs } from './mandate-trust.ts';

/** How old a context may be. The mandate service's own clients call it expired after two minutes. */
export const goodForMs = 5 * minute;
/** How far the mandate service's clock may be ahead of ours. */
const aheadMs = 60 * second;

export interface MandateQuestion {
  readonly envelope: Pick<Envelope, 'mandate' | 'subject' | 'consumerOrgnr' | 'providerOrgnr'>;
  readonly rule: MandateRule | undefined;
  readonly at: number;
}

/**
 * Whether the call may go on as far as a mandate is concerned: `ok` where none is needed and none was sent. Judged from
 * what is held here; nobody is asked about the person. The order of the checks is the order of the lines.
 */
export async function judgeMandate(
  trust: MandateTrust,
  { envelope, rule, at }: MandateQuestion,
): Promise<Result<void, Refusal>> {
  if (envelope.mandate === undefined) {
    return rule?.required
      ? fail(refuse('mandate-missing', 'Send the signed mandate context in Ena-Mandate.'))
      : ok(undefined);
  }
  const read = readMandateContext(envelope.mandate);
  if (!read.ok) {
    return fail(
      refuse(
        'mandate-malformed',
        'Send the context as the mandate service answered it, as JSON in base64url.',
      ),
    );
  }
  const context = read.value;
  const mismatch = mismatchOf(context, envelope, rule, at);
  if (mismatch !== undefined) return fail(mismatch);
  const keys = await trust.keysOf(context.relyingParty, kidOf(context));
  if (!verifyDetached(context.payload, context.signature, keys).ok) {
    return fail(
      refuse('mandate-unproven', 'No key of the relying party has signed this context. Fetch a new one.'),
    );
  }
  return trust.isAsked(context.relyingParty)
    ? judgeStanding(await trust.endedOf(context, envelope.mandate))
    : judgeStatus(trust, context, envelope.mandate, at);
}

function judgeStanding(ended: ReadonlySet<string> | undefined): Result<void, Refusal> {
  if (ended === undefined) return fail(unavailable());
  return ended.size === 0 ? ok(undefined) : fail(hasEnded());
}

/** What can be told without any key. */
function mismatchOf(
  context: MandateContext,
  envelope: MandateQuestion['envelope'],
  rule: MandateRule | undefined,
  at: number,
): Refusal | undefined {
  if (context.at < at - goodForMs || context.at > at + aheadMs)
    return refuse('mandate-expired', 'The context is more than five minutes old. Fetch a new one.');
  if (context.relyingParty !== envelope.consumerOrgnr && context.relyingParty !== envelope.providerOrgnr)
    return refuse(
      'mandate-mismatch',
      'The mandate applies at an organisation that takes no part in this exchange.',
    );
  if (envelope.subject === undefined || context.grantor !== envelope.subject)
    return refuse('mandate-mismatch', 'State in Ena-Subject the one who gave the mandate.');
  if (rule !== undefined && !suffices(context, rule))
    return refuse(
      'mandate-insufficient',
      'The mandate does not hold a permission that this service asks for.',
    );
  return undefined;
}

/** A list that is older than its time says nothing; then nobody is let in on a mandate. */
async function judgeStatus(
  trust: MandateTrust,
  context: MandateContext,
  header: string,
  at: number,
): Promise<Result<void, Refusal>> {
  const status = await trust.status();
  if (status === undefined || at - status.issuedAt > statusGoodForMs || context.at < status.since) {
    return fail(unavailable());
  }
  const { ended } = status;
  if (ended === 'asked') return judgeStanding(await trust.endedOf(context, header));
  return context.mandates.some((id) => ended.has(id)) ? fail(hasEnded()) : ok(undefined);
}

function unavailable(): Refusal {
  return refuse(
    'mandates-unavailable',
    'The provider cannot learn now which mandates have ended. Try again shortly.',
  );
}

function hasEnded(): Refusal {
  return refuse('mandate-ended', 'A mandate that the context rests on has ended. Fetch a new context.');
}

function kidOf({ signature }: MandateContext): string | undefined {
  const { protected: header } = signature as { protected: string };
  try {
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { kid?: unknown };
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}
