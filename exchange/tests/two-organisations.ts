import assert from 'node:assert/strict';
import { type NationalHub, startNationalHub } from '@ena/testkit/national-hub.ts';
import type { ConnectorConfig } from '../config.ts';
import type { CallOptions, Reply } from './call.ts';
import { type MovableClock, movableClock } from './movable-clock.ts';
import { type Organisation, startOrganisation } from './organisation.ts';
import { operations, type RealService, startRealService } from './real-service.ts';

export { operations } from './real-service.ts';

export const consumerOrgnr = '2120000829';
export const providerOrgnr = '2021005489';
export const purpose = 'handlaggning-av-bygglov';
export const legalBasis = 'SFS-2017:900-5';
/** What every call of the tests states, unless it means to be refused. */
export const stated = { 'ena-purpose': purpose, 'ena-legal-basis': legalBasis };

/** Two organisations, the hub that vouches for both, and a service behind the second. */
export interface TwoOrganisations {
  readonly hub: NationalHub;
  readonly consumer: Organisation;
  readonly provider: Organisation;
  readonly service: RealService;
  /** Each organisation has a clock of its own. */
  readonly clocks: { readonly consumer: MovableClock; readonly provider: MovableClock };
  /** Calls `foretag` of the provider, as the consumer's system. */
  ask(path: string, options?: CallOptions): Promise<Reply>;
  close(): Promise<void>;
}

export interface PairOptions {
  readonly consumer?: Partial<ConnectorConfig>;
  readonly provider?: Partial<ConnectorConfig>;
  /** How long the provider waits for its service. */
  readonly timeoutMs?: number;
}

export async function startTwoOrganisations(options: PairOptions = {}): Promise<TwoOrganisations> {
  const clocks = { consumer: movableClock(), provider: movableClock() };
  const hub = await startNationalHub(movableClock());
  const service = await startRealService();
  const provider = await startOrganisation(hub, {
    orgnr: providerOrgnr,
    name: 'Bolagsverket',
    clock: clocks.provider,
    change: options.provider ?? {},
  });
  await must(
    provider.admin('POST', '/services', {
      id: 'foretag',
      title: 'Företagsuppgifter',
      url: service.url,
      operations,
      timeoutMs: options.timeoutMs ?? 1_500,
    }),
  );
  await must(grant(provider));
  const consumer = await startOrganisation(hub, {
    orgnr: consumerOrgnr,
    name: 'Karlskrona kommun',
    clock: clocks.consumer,
    change: options.consumer ?? {},
  });
  await must(consumer.admin('POST', '/systems', { name: 'verksamhet', auth: 'loopback' }));
  return {
    hub,
    consumer,
    provider,
    service,
    clocks,
    ask: (path, call = {}) =>
      consumer.call(`/exchange/${providerOrgnr}/foretag${path}`, {
        ...call,
        headers: { ...stated, ...call.headers },
      }),
    close: async () => {
      await consumer.close();
      await provider.close();
      await service.close();
      await hub.stop();
    },
  };
}

/** A grant of everything to the consumer, with what the test changes. */
export function grant(provider: Organisation, change: object = {}): Promise<Reply> {
  return provider.admin('POST', '/grants', {
    consumer: consumerOrgnr,
    service: 'foretag',
    operations,
    purposes: [purpose],
    legalBasis: [legalBasis],
    agreement: 'Avtal 2026-1',
    ...change,
  });
}

export async function must(answer: Promise<Reply>): Promise<Reply> {
  const given = await answer;
  assert.ok(given.status >= 200 && given.status < 300, `${given.status} ${given.text}`);
  return given;
}

/** Waits until it holds, at most five seconds. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 5_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) assert.fail(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
