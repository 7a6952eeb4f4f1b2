import { join } from 'node:path';
import { openSealer } from '@ena/kernel/crypto/seal.ts';

/** Secrets by which this installation is known to producers elsewhere; the database holds them encrypted. */
export interface ReachSecrets {
  seal(producer: string, secret: string): string;
  /** Nothing for one that another key sealed, or for another producer. */
  open(producer: string, sealed: string): string | undefined;
}

export function openReachSecrets(keyFolder: string): ReachSecrets {
  const sealer = openSealer(join(keyFolder, 'reach'));
  const place = (producer: string) => Buffer.from(`reach ${producer}`);
  return {
    seal: (producer, secret) => sealer.seal(Buffer.from(secret), place(producer)).toString('base64url'),
    open: (producer, sealed) => {
      const opened = sealer.open(Buffer.from(sealed, 'base64url'), place(producer));
      return opened.ok ? opened.value.toString() : undefined;
    },
  };
}
