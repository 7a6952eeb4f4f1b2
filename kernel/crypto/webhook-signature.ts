import { createHmac } from 'node:crypto';

export interface SignedWebhook {
  /** The same each time one message is sent. */
  readonly id: string;
  /** When it is sent this time; seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/** The value of `webhook-signature` by Standard Webhooks: HMAC-SHA-256 over id, time and body. */
export function signWebhook(key: Uint8Array, { id, timestamp, body }: SignedWebhook): string {
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8');
  return `v1,${mac.digest('base64')}`;
}
