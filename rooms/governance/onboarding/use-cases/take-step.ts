import type { Guard } from '../domain/machine.ts';
import type { Matter, MatterOf, Moved } from '../domain/matter.ts';
import type { Person } from '../domain/person.ts';
import { type Ask, attempt, type GuardCheck } from './attempt.ts';
import { commit, type StepOutcome } from './commit.ts';
import { firstContact } from './follow-signing.ts';
import { type Capacity, meet } from './meet.ts';
import type { Accepted } from './ports.ts';
import type { OnboardingTools } from './tools.ts';

/** A step that needs no more than a reason and, where something is refused, what to mend. */
export interface StepRequest {
  readonly step: string;
  readonly reason: string;
  readonly mend: readonly string[];
}

/** Steps that carry more than words have a use-case of their own; here they are not open. */
const elsewhere: ReadonlySet<string> = new Set([
  'sign',
  'resubmit',
  'join',
  'make-join-token',
  'save',
  'assess',
]);

export async function takeStep(
  tools: OnboardingTools,
  person: Person,
  capacity: Capacity,
  id: string,
  revision: number,
  request: StepRequest,
): Promise<StepOutcome> {
  const meeting = await meet(tools, id, person, capacity);
  if (meeting === undefined) return { kind: 'unknown' };
  const { roles, actor } = meeting;
  const matter = meeting.matter as Matter;
  if (matter.revision !== revision) return { kind: 'changed', revision: matter.revision };
  if (elsewhere.has(request.step)) return { kind: 'not-open' };
  const data = dataAfter(matter, request.step, tools.clock.now());
  const ask: Ask<Matter['kind']> = { ...request, roles, actor, ...(data && { data }) };
  const taken = await attempt(
    tools,
    matter as MatterOf<Matter['kind']>,
    ask,
    effectsOf(tools, matter, request),
  );
  if (taken.kind !== 'moved') return taken;
  return commit(tools, matter, [taken.moved], await bornOf(tools, taken.moved));
}

function dataAfter(matter: Matter, step: string, at: number): Matter['data'] | undefined {
  if (matter.kind !== 'service') return undefined;
  const { published: _, ...rest } = matter.data;
  if (step === 'publish') return { ...rest, published: { at, metadata: matter.data.metadata } };
  return step === 'withdraw' ? rest : undefined;
}

/** What must happen in the federation before the step stands. */
function effectsOf(
  { federation, marks }: OnboardingTools,
  matter: Matter,
  { step }: StepRequest,
): Partial<Record<Guard, GuardCheck>> {
  if (matter.kind === 'service') {
    const { entityId, entityType, metadata, published } = matter.data;
    if (step === 'publish') {
      return {
        'accepted-by-federation': () => refusalOf(federation.publish(entityId, entityType, metadata)),
      };
    }
    return {
      'accepted-by-federation': async () => published && refusalOf(federation.withdraw(entityId, entityType)),
    };
  }
  if (matter.kind !== 'trust-mark') return {};
  const { entityId, type, actorType } = matter.data;
  return {
    'all-requirements-met': async () => unmet(matter),
    'mark-issued': () => refusalOf(marks.issue({ entityId, type, actorType, by: matter.id })),
  };
}

function unmet({ data }: MatterOf<'trust-mark'>): string | undefined {
  const met = new Set(
    data.assessments.filter(({ verdict }) => verdict === 'met').map(({ requirement }) => requirement),
  );
  const left = data.requirements.flatMap(({ requirement }) => (met.has(requirement) ? [] : [requirement]));
  return left.length === 0 ? undefined : `These requirements are not met yet: ${left.join(', ')}.`;
}

async function refusalOf(answer: Promise<Accepted>): Promise<string | undefined> {
  const outcome = await answer;
  return outcome.kind === 'accepted' ? undefined : outcome.detail;
}

async function bornOf(tools: OnboardingTools, { matter, entry }: Moved): Promise<readonly Moved[]> {
  if (matter.kind !== 'organisation' || entry.step !== 'accept') return [];
  return firstContact(tools, matter as MatterOf<'organisation'>, entry.at);
}
