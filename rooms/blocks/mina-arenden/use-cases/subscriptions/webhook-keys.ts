import { keyedPseudonym } from '@ena/kernel/crypto/secret.ts';
import { readOrMakeSecretKey } from '@ena/kernel/crypto/secret-key-file.ts';

/** Made from one key of the installation, so that nothing of a receiver's secret lies in the database. */
export interface WebhookKeys {
  /** What the messages of a subscription are signed with: 32 bytes. */
  signing(subscription: string): Buffer;
  /** The same for the same parts, and says nothing of them. */
  id(...parts: readonly string[]): string;
}

export function openWebhookKeys(keyFolder: string): WebhookKeys {
  const key = readOrMakeSecretKey(keyFolder, 'webhooks');
  const hex = (...parts: readonly string[]) => keyedPseudonym(key, JSON.stringify(parts));
  return {
    signing: (subscription) => Buffer.from(hex('signing', subscription), 'hex'),
    id: (...parts) => Buffer.from(hex('id', ...parts).slice(0, 32), 'hex').toString('base64url'),
  };
}

/** As Standard Webhooks writes a secret. */
export function secretText(key: Buffer): string {
  return `whsec_${key.toString('base64')}`;
}
