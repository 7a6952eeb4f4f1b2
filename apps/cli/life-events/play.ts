import { setTimeout } from 'node:timers/promises';
import { loadCaseEvents } from '@ena/client/cases-admin.ts';
import { type ReachedCases, reachCases } from '../cases/reach-cases.ts';
import { type Failure, failed, ok, type Result, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';
import type { LifeEvent, Step } from './life-event.ts';
import { findPerson, people } from './people.ts';
import { loadedEvent } from './wire/load-event.ts';

export interface PlayOptions {
  readonly data: string;
  /** Name or number of a test person. */
  readonly person?: string;
  /** Seconds between the steps. */
  readonly pace: number;
}

/** Lets it happen, step by step: each authority loads an event as its own system would. */
export async function play(life: LifeEvent, options: PlayOptions, shell: Shell): Promise<Told | Failure> {
  const person = findPerson(options.person ?? life.person);
  if (person === undefined) return unknownPerson();
  const cases = reachCases(options.data, shell);
  if (cases.kind === 'failed') return cases;
  if (!cases.value.sandbox) return onlySandbox();
  const page = `${cases.value.url}/arenden`;
  shell.err(`${life.name.sv} / ${life.name.en}: ${person.name}. Se / Look: ${page}\n`);
  const run = Date.now().toString(36).toUpperCase();
  for (const [place, step] of life.steps.entries()) {
    if (place > 0) await setTimeout(options.pace * 1000);
    const told = await happen(step, { place, run, customer: person.number }, cases.value, shell);
    if (told.kind === 'failed') return told;
    shell.err(`  ✓ ${told.value}: ${step.title.sv} / ${step.title.en}`);
  }
  const count = new Set(life.steps.map((step) => `${step.producer} ${step.case}`)).size;
  const text = [
    `\n✓ ${count} ärenden hos / cases at ${new Set(life.steps.map(({ producer }) => producer)).size} myndigheter / authorities`,
    `  Logga in som / Log in as ${person.name}: ${page}`,
  ];
  return {
    kind: 'told',
    text: text.join('\n'),
    json: { person: person.name, events: life.steps.length, page },
  };
}

interface Occasion {
  readonly place: number;
  /** Keeps the cases of one run from those of another. */
  readonly run: string;
  readonly customer: string;
}

/** Answers who told of it. */
async function happen(
  step: Step,
  { place, run, customer }: Occasion,
  { url, client, told, loadToken }: ReachedCases,
  { fetch }: Shell,
): Promise<Result<string>> {
  const producer = told(await client.producer(step.producer));
  if (producer.kind === 'failed') return producer;
  const token = await loadToken(producer.value);
  if (token.kind === 'failed') return token;
  const caseId = `${step.case}-${run}`;
  const { toDo } = step;
  const event = loadedEvent({
    id: `${caseId}-${place + 1}`,
    customer,
    caseId,
    type: `${producer.value.prefix}.${step.type}`,
    title: step.title.sv,
    description: step.description,
    at: Date.now(),
    progress: step.progress,
    closed: step.closed ?? false,
    ...(toDo && { toDo: { sv: toDo.sv, en: toDo.en, link: toDo.link, day: dayAhead(toDo.daysAhead) } }),
  });
  const connection = { url, fetch, token: token.value };
  const loaded = told(await loadCaseEvents(connection, step.producer, [JSON.stringify(event)]));
  return loaded.kind === 'failed' ? loaded : ok(producer.value.name);
}

const dayMs = 86_400_000;
const swedishDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' });

function dayAhead(days: number): string {
  return swedishDay.format(Date.now() + days * dayMs);
}

function unknownPerson(): Failure {
  const names = [...people.values()].join(', ');
  return failed(
    'usage',
    `--person är tolv siffror eller ett av namnen ${names}.`,
    `--person is twelve digits or one of the names ${names}.`,
  );
}

function onlySandbox(): Failure {
  return failed(
    'usage',
    'Livshändelser finns bara i sandlådan: `npm start`.',
    'Life events are in the sandbox only: `npm start`.',
  );
}
