import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the HTTP server tells about each answer. No label holds anything that a caller chose freely. */
export interface AnswerMeasure {
  readonly room: string;
  readonly operation: string;
  readonly status: number;
  readonly seconds: number;
}

/** One program's figures, in Prometheus text format at `/metrics`. */
export interface Metrics {
  answered(measure: AnswerMeasure): void;
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  /** `read` is asked whenever the figures are scraped. */
  gauge(name: string, help: string, read: () => number | Promise<number>): Gauge;
  histogram(name: string, help: string, buckets: readonly number[], labels?: readonly string[]): Histogram;
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'ena_http_answer_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['room', 'operation', 'status'],
    buckets: secondsBuckets,
    registers: [registry],
  });
  const registers = [registry];
  return {
    answered: ({ room, operation, status, seconds }) => {
      answers.observe({ room, operation, status: String(status) }, seconds);
    },
    counter: (name, help, labelNames = []) =>
      new Counter({ name, help, labelNames: [...labelNames], registers }),
    gauge: (name, help, read) =>
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read());
        },
      }),
    histogram: (name, help, buckets, labelNames = []) =>
      new Histogram({ name, help, buckets: [...buckets], labelNames: [...labelNames], registers }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
