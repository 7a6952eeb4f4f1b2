import type { Route } from '@ena/kernel/http/route.ts';
import type { RoomContext } from '@ena/kernel/room.ts';
import { second } from '@ena/kernel/time.ts';
import { decisionStore } from '../../store/decisions/queries.ts';
import type { DecisionTables } from '../../store/decisions/tables.ts';
import { createRuleBook, type RuleBook } from '../../use-cases/decide/rule-book.ts';
import {
  type MandateSource,
  noMandates,
  noTrustMarks,
  type TrustMarkSource,
} from '../../use-cases/decide/sources.ts';
import { decisionRoutes } from './routes.ts';
import type { DecisionTools } from './tools.ts';

export interface DecisionOptions
  extends Pick<RoomContext<unknown, DecisionTables>, 'db' | 'clock' | 'log' | 'publicUrl'> {
  readonly trustMarks?: TrustMarkSource;
  readonly mandates?: MandateSource;
  /** Signs the metadata as the issuer, with a key that the issuer publishes; absent, they are unsigned. */
  readonly signMetadata?: (claims: Readonly<Record<string, unknown>>) => string;
  readonly issuer?: string;
}

export interface OpenDecisions {
  readonly routes: readonly Route[];
  readonly tools: DecisionTools;
  start(): void;
  stop(): Promise<void>;
  /** One sentence while the rules in memory may be old. */
  health(): string | undefined;
}

/** How long another process's change may go unseen. */
const pollEvery = 2 * second;

/** Reads every rule before it answers: no decision is made by half of them. */
export async function openDecisions(options: DecisionOptions): Promise<OpenDecisions> {
  const { clock, publicUrl } = options;
  const store = decisionStore(options.db);
  const book = createRuleBook(store);
  await book.refresh();
  const judge = {
    rules: book.index,
    mandates: options.mandates ?? noMandates,
    trustMarks: options.trustMarks ?? noTrustMarks,
  };
  const tools: DecisionTools = {
    judge,
    keeper: { store, book, clock },
    clock,
    log: options.log,
    publicUrl,
    signMetadata: signerOf(options),
  };
  return { routes: decisionRoutes(tools), tools, ...polling(book, options.log) };
}

/** AuthZEN §9.1.3: `iss` is the party that attests the metadata. */
function signerOf({ clock, issuer, signMetadata }: DecisionOptions): DecisionTools['signMetadata'] {
  if (signMetadata === undefined || issuer === undefined) return undefined;
  return (claims) => signMetadata({ ...claims, iss: issuer, iat: Math.floor(clock.now() / second) });
}

function polling(book: RuleBook, log: DecisionOptions['log']) {
  let timer: NodeJS.Timeout | undefined;
  let failed = false;
  let running: Promise<void> = Promise.resolve();
  const poll = async (): Promise<void> => {
    try {
      await book.refresh();
      failed = false;
    } catch (error) {
      if (!failed) log.error({ err: error }, 'the rules of decisions could not be read again');
      failed = true;
    }
  };
  return {
    start: () => {
      timer = setInterval(() => {
        running = poll();
      }, pollEvery);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      await running;
    },
    health: () => (failed ? 'Decisions are made by rules that could not be read again.' : undefined),
  };
}
