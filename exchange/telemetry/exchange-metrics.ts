import type { Metrics } from '@ena/kernel/metrics/metrics.ts';

export type Role = 'consumer' | 'provider';

const secondsBuckets = [
  0.001, 0.002, 0.003, 0.005, 0.008, 0.013, 0.02, 0.035, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];

/** Figures of the data path. Labels are few and closed: never an organisation, a path or a person. */
export class ExchangeMetrics {
  readonly #seconds;
  readonly #underWay = { consumer: 0, provider: 0 };

  constructor(metrics: Metrics, bodies: { readonly [role in Role]: { readonly held: number } }) {
    this.#seconds = metrics.histogram(
      'ena_exchange_seconds',
      'Time from the first byte of a call to its answer.',
      secondsBuckets,
      ['role', 'outcome'],
    );
    for (const role of ['consumer', 'provider'] as const) {
      metrics.gauge(
        `ena_exchanges_under_way_${role}`,
        `Exchanges under way as ${role}.`,
        () => this.#underWay[role],
      );
      metrics.gauge(
        `ena_body_bytes_held_${role}`,
        `Bytes of the bodies of exchanges under way as ${role}.`,
        () => bodies[role].held,
      );
    }
  }

  begun(role: Role): void {
    this.#underWay[role] += 1;
  }

  /** The answer has left, or its connection is gone. */
  gone(role: Role): void {
    this.#underWay[role] -= 1;
  }

  underWay(role: Role): number {
    return this.#underWay[role];
  }

  /** `outcome` is `answered` or a problem slug. */
  ended(role: Role, outcome: string, milliseconds: number): void {
    this.#seconds.observe({ role, outcome }, milliseconds / 1000);
  }
}
