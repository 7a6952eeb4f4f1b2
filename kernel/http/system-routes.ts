import { Type } from 'typebox';
import type { Metrics } from '../metrics/metrics.ts';
import type { Health } from './health.ts';
import type { AuthRule, Route } from './route.ts';

const healthSchema = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('degraded'), Type.Literal('stopping')]),
  reasons: Type.Array(Type.String()),
});

export interface SystemRouteOptions {
  readonly health: () => Promise<Health>;
  readonly metrics: Metrics;
  /** Whether anyone who reaches the port may read the figures; otherwise the operator alone. */
  readonly openMetrics: boolean;
}

/** `/health` and `/metrics`, which every program serves. */
export function systemRoutes(options: SystemRouteOptions): readonly Route[] {
  const metricsAuth: AuthRule = options.openMetrics
    ? { kind: 'public', why: 'Counts and times only; this installation opened them.' }
    : { kind: 'operator' };
  const limit = { bodyBytes: 0, perMinute: 600 };
  return [
    {
      operation: 'readHealth',
      method: 'GET',
      path: '/health',
      auth: { kind: 'public', why: 'Says whether calls are served, and nothing about anyone.' },
      limit,
      audit: { record: 'never', why: 'Asked every few seconds by machines.' },
      schema: { replies: { 200: healthSchema, 503: healthSchema } },
      summary: 'Whether the service is ready, degraded and why, or stopping',
      handler: async () => {
        const health = await options.health();
        return { status: health.status === 'stopping' ? 503 : 200, body: health };
      },
    },
    {
      operation: 'readMetrics',
      method: 'GET',
      path: '/metrics',
      auth: metricsAuth,
      limit,
      audit: { record: 'never', why: 'Asked every few seconds by machines.' },
      summary: 'Figures in Prometheus text format',
      handler: async () => {
        const { contentType, text } = await options.metrics.render();
        return { status: 200, contentType, body: text };
      },
    },
  ];
}
