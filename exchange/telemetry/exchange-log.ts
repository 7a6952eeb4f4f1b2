import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Refusal } from '../errors.ts';
import type { Role } from './exchange-metrics.ts';

/**
 * What one line tells of one exchange. No path (it may hold a personal number), no subject, no payload. A member that is
 * undefined is not written.
 */
export interface ExchangeLine {
  readonly role: Role;
  readonly exchangeId: string;
  readonly consumer?: string | undefined;
  readonly provider?: string | undefined;
  readonly method: string;
  /** The operation's template, where the grant named one. */
  readonly operation?: string | undefined;
  readonly status: number;
  readonly milliseconds: number;
  /** Why the provider's connector refused, where the answer is its own. */
  readonly problem?: string | undefined;
  readonly traceId?: string | undefined;
  readonly evidence?: number | undefined;
}

/** One structured line for each exchange, whatever came of it. */
export class ExchangeLog {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  answered(line: ExchangeLine): void {
    this.#logger.info(line, 'exchange');
  }

  /** The missing rule and the inner cause stand here, and only here. */
  refused(line: ExchangeLine, refusal: Refusal): void {
    this.#logger.warn({ ...line, problem: refusal.slug, cause: refusal.internal }, 'exchange refused');
  }

  failed(exchangeId: string, error: unknown): void {
    this.#logger.error({ exchangeId, err: error }, 'exchange failed');
  }
}
