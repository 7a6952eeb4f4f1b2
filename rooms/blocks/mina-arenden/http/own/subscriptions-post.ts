import { signWebhook } from '@ena/kernel/crypto/webhook-signature.ts';
import type { CallOut } from '@ena/kernel/http/outgoing.ts';
import { type Clock, second } from '@ena/kernel/time.ts';
import type { Place } from '../../domain/change.ts';
import type { DeliveryOutcome, Post } from '../../domain/delivery.ts';
import type { Message, Subscription } from '../../domain/subscription.ts';
import type { Refs } from '../../use-cases/refs.ts';
import type { WebhookKeys } from '../../use-cases/subscriptions/webhook-keys.ts';
import { batchType, type ChangeNames, renderChange, renderTest, singleType } from '../../wire/own/change.ts';

export interface PostTools {
  readonly callOut: CallOut;
  readonly clock: Clock;
  readonly keys: WebhookKeys;
  readonly refs: Pick<Refs, 'event'>;
  readonly publicUrl: string;
  readonly withinMs: number;
  /** Breaks every call off. */
  readonly signal: AbortSignal;
}

const mostAnswerBytes = 65_536;

export type Willing = { readonly kind: 'willing' } | { readonly kind: 'unwilling'; readonly problem: string };

export interface Webhooks extends Post {
  /** Whether the receiver says that it wants messages from here (CloudEvents webhooks 1.0, section 4). */
  askWillingness(url: string): Promise<Willing>;
  testMessage(subscription: Subscription): Message;
}

export function openWebhooks(tools: PostTools): Webhooks {
  const names = changeNames(tools);
  const { keys, publicUrl, clock } = tools;
  return {
    compose: (subscription, changes) => {
      const events = changes.map((change) => renderChange(change, names));
      const id = keys.id('message', subscription.id, ...events.map((event) => event.id));
      const [only] = events;
      const message = { id: `msg_${id}`, events: events.length };
      return subscription.batch
        ? { ...message, contentType: batchType, body: JSON.stringify(events) }
        : { ...message, contentType: singleType, body: JSON.stringify(only) };
    },
    send: (subscription, message) => send(tools, subscription, message),
    askWillingness: (url) => askWillingness(tools, url),
    testMessage: ({ id: subscription, batch }) => {
      const id = keys.id('test', subscription, String(clock.now()));
      const event = renderTest(id, subscription, publicUrl, clock.now());
      const body = JSON.stringify(batch ? [event] : event);
      return { id: `msg_${id}`, contentType: batch ? batchType : singleType, body, events: 0 };
    },
  };
}

/** What stands in place of what must not be told; the same in feeds and in messages. */
export function changeNames({
  keys,
  refs,
  publicUrl,
}: Pick<PostTools, 'keys' | 'refs' | 'publicUrl'>): ChangeNames {
  const changeId = ({ transaction, number }: Place) => keys.id('change', String(transaction), String(number));
  return { publicUrl, changeId, eventRef: refs.event };
}

async function send(
  { callOut, clock, keys, withinMs, signal }: PostTools,
  { id: subscription, url }: Subscription,
  { id, contentType, body }: Message,
): Promise<DeliveryOutcome> {
  const timestamp = Math.floor(clock.now() / second);
  const headers = {
    'content-type': contentType,
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signWebhook(keys.signing(subscription), { id, timestamp, body }),
  };
  const limits = { withinMs, signal, mostBytes: mostAnswerBytes };
  const answer = await callOut(url, { method: 'POST', headers, body, ...limits });
  if (!answer.ok) return signal.aborted ? { kind: 'stopped' } : { kind: 'failed', problem: answer.error };
  const { status, headers: told } = answer.value;
  if (status >= 200 && status < 300) return { kind: 'arrived' };
  if (status === 410) return { kind: 'gone' };
  return { kind: 'failed', problem: `answered-${status}`, ...waitOf(told['retry-after']) };
}

/** Only the form in seconds: a date would need the receiver's clock. */
function waitOf(retryAfter: string | undefined): { readonly waitMs?: number } {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter)
    ? { waitMs: Number(retryAfter) * second }
    : {};
}

async function askWillingness(
  { callOut, publicUrl, withinMs, signal }: PostTools,
  url: string,
): Promise<Willing> {
  const { host } = new URL(publicUrl);
  const headers = { 'webhook-request-origin': host };
  const answer = await callOut(url, {
    method: 'OPTIONS',
    headers,
    withinMs,
    signal,
    mostBytes: mostAnswerBytes,
  });
  if (!answer.ok) return { kind: 'unwilling', problem: answer.error };
  const { status, headers: told } = answer.value;
  if (status < 200 || status >= 300) return { kind: 'unwilling', problem: `answered-${status}` };
  const allowed = told['webhook-allowed-origin'];
  const willing = allowed === '*' || allowed === host;
  return willing ? { kind: 'willing' } : { kind: 'unwilling', problem: 'no-webhook-allowed-origin' };
}
