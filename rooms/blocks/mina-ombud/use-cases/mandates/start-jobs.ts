import type { Logger } from '@ena/kernel/log/logger.ts';
import { hour, minute, second } from '@ena/kernel/time.ts';
import type { DocumentKeys } from '../document-keys.ts';
import { lapseProposals } from '../lapse-proposals.ts';
import { syncLawfulMandates } from '../lawful-mandates.ts';
import { forgetNamings } from '../naming-allowance.ts';
import { remind } from '../remind.ts';
import type { LifeTools } from './tools.ts';

export interface JobTools extends LifeTools {
  readonly log: Logger;
  readonly documentKeys?: Pick<DocumentKeys, 'published'>;
}

export interface Jobs {
  /** No job runs any more when the promise resolves. */
  stop(): Promise<void>;
  /** One sentence while the latest run of a job failed. */
  health(): string | undefined;
}

interface Job {
  readonly name: string;
  readonly everyMs: number;
  run(tools: JobTools): Promise<unknown>;
}

/** Each is safe to run in several processes at once, and to run again after it broke off. */
const jobs: readonly Job[] = [
  { name: 'lawful mandates', everyMs: hour, run: syncLawfulMandates },
  { name: 'reminders', everyMs: hour, run: remind },
  // A process that nobody asks for documents must also name a new key in its statements, in time.
  { name: 'document keys', everyMs: 30 * second, run: async (tools) => tools.documentKeys?.published },
  { name: 'forgetting of namings', everyMs: hour, run: forgetNamings },
  { name: 'lapsing of proposals', everyMs: 10 * minute, run: lapseProposals },
];

/** Runs every job at once and then at its pace; a job that takes long is never begun twice. */
export function startJobs(tools: JobTools): Jobs {
  const running = jobs.map((job) => startJob(job, tools));
  return {
    stop: async () => {
      await Promise.all(running.map(({ stop }) => stop()));
    },
    health: () => {
      const failed = running.filter(({ failed }) => failed()).map(({ name }) => name);
      return failed.length === 0 ? undefined : `The latest run failed of: ${failed.join(', ')}.`;
    },
  };
}

function startJob({ name, everyMs, run }: Job, tools: JobTools) {
  let failed = false;
  let current: Promise<void> | undefined;
  const once = async (): Promise<void> => {
    try {
      await run(tools);
      failed = false;
    } catch (error) {
      failed = true;
      tools.log.error({ err: error, job: name }, 'a job failed; it runs again at its pace');
    }
    current = undefined;
  };
  const begin = () => {
    current ??= once();
  };
  const timer = setInterval(begin, everyMs);
  timer.unref();
  begin();
  return {
    name,
    failed: () => failed,
    stop: async () => {
      clearInterval(timer);
      await current;
    },
  };
}
