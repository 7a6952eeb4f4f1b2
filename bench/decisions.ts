// Decisions in one process: `npm run bench:decisions -- [--grants 100000] [--questions 200000]`.
// Prints what one decision takes with few rules and with many, in the same run, and the ratio; and what it costs to
// add a rule among many. Nothing is written anywhere.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Question } from '../rooms/blocks/authorization/domain/decision/question.ts';
import { RuleIndex } from '../rooms/blocks/authorization/domain/decision/rule-index.ts';
import type { Grant, Policy, Rule } from '../rooms/blocks/authorization/domain/decision/rules.ts';
import { evaluate } from '../rooms/blocks/authorization/use-cases/decide/evaluate.ts';
import { noMandates, noTrustMarks } from '../rooms/blocks/authorization/use-cases/decide/sources.ts';

const { values: options } = parseArgs({
  options: {
    grants: { type: 'string', default: '100000' },
    questions: { type: 'string', default: '200000' },
  },
});
const grants = Number(options.grants);
const questions = Number(options.questions);
const must = 1;

/** 290 municipalities, each with ten systems, and as many services as the grants need. */
const organisations = 290;
const systems = organisations * 10;
const now = 1_000;

const organisation = (i: number) => ({ type: 'organisation', id: `kommun-${i % organisations}` });
const system = (i: number) => ({ type: 'system', id: `kommun-${i % organisations}/system-${i % systems}` });
const service = (i: number) => ({ type: 'service', id: `tjänst-${Math.floor(i / organisations)}` });

function grant(i: number): Grant {
  return {
    subject: organisation(i),
    resource: service(i),
    operations: [
      { action: 'GET', path: '/ärenden/{id}' },
      { action: 'GET', path: '/arenden/{id}' },
    ],
    purposes: ['handläggning', 'tillsyn'],
    legalBases: ['lag (2008:962)'],
    validFrom: 0,
    agreement: `Överenskommelse ${i}`,
  };
}

/** Policies that every question meets: one that denies, and nine that would permit if their conditions held. */
function policies(): readonly Policy[] {
  const compare = (attribute: string, value: string) =>
    ({
      kind: 'compare',
      attribute: attribute.split('.'),
      operator: 'equals',
      right: { value },
      negated: false,
    }) as const;
  const deny: Policy = {
    id: 'spärr',
    effect: 'deny',
    clauses: [
      [{ kind: 'exists', attribute: ['subject', 'properties', 'blocked'], negated: false }],
      [compare('subject.properties.blocked', 'ja')],
    ],
  };
  const permits = Array.from({ length: 9 }, (_, i): Policy => {
    const clauses = [
      [compare('resource.properties.level', `nivå ${i}`), { kind: 'role', role: 'x', negated: false }],
    ];
    return { id: `p${i}`, effect: 'permit', resourceType: 'service', clauses } as Policy;
  });
  return [deny, ...permits];
}

function indexOf(count: number): RuleIndex {
  const index = new RuleIndex();
  const rules: Rule[] = [
    {
      kind: 'policy-set',
      id: 's',
      value: { name: 's', description: '', policies: policies(), resourceTypes: [] },
    },
  ];
  for (let i = 0; i < systems; i++) {
    const value = {
      ...system(i),
      properties: { level: 'å' },
      memberOf: [organisation(i)],
      roles: [],
      relations: [],
    };
    rules.push({ kind: 'entity', id: `e${i}`, value });
  }
  for (let i = 0; i < count; i++) rules.push({ kind: 'grant', id: `g${i}`, value: grant(i) });
  for (const rule of rules) index.put(rule);
  return index;
}

/** Every third is denied: by purpose, or because no grant names the service. */
function question(i: number, count: number): Question {
  const at = (i * 7919) % count;
  const stranger = i % 6 === 1;
  const purpose = i % 6 === 4 ? 'statistik' : 'handläggning';
  return {
    subject: { ...system(at), properties: {} },
    action: { name: 'GET', properties: { path: `/arenden/${i}` } },
    resource: { ...(stranger ? { type: 'service', id: 'okänd' } : service(at)), properties: { owner: 'ö' } },
    context: { purpose },
    purpose,
    legalBasis: 'lag (2008:962)',
    onBehalfOf: undefined,
    at: now,
  };
}

interface Measured {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  readonly permitted: number;
}

async function measure(count: number): Promise<Measured> {
  const judge = { rules: indexOf(count), mandates: noMandates, trustMarks: noTrustMarks };
  for (let i = 0; i < 20_000; i++) await evaluate(question(i, count), judge);
  const times = new Float64Array(questions);
  let permitted = 0;
  for (let i = 0; i < questions; i++) {
    const asked = question(i, count);
    const from = performance.now();
    const decision = await evaluate(asked, judge);
    times[i] = performance.now() - from;
    if (decision.kind === 'permitted') permitted += 1;
  }
  const total = times.reduce((sum, time) => sum + time, 0);
  times.sort();
  const at = (part: number) => times[Math.floor(questions * part)] ?? 0;
  return { p50: at(0.5), p99: at(0.99), perSecond: (questions / total) * 1000, permitted };
}

function millisecondsToAdd(index: RuleIndex): number {
  const from = performance.now();
  for (let i = 0; i < 1_000; i++) index.put({ kind: 'grant', id: `new${i}`, value: grant(grants + i) });
  return (performance.now() - from) / 1_000;
}

const show = (name: string, { p50, p99, perSecond, permitted }: Measured) =>
  console.log(
    `${name.padEnd(16)} p50 ${(p50 * 1000).toFixed(1)} µs   p99 ${(p99 * 1000).toFixed(1)} µs   ` +
      `${Math.round(perSecond).toLocaleString('sv-SE')}/s   ${Math.round((permitted / questions) * 100)} % permitted`,
  );

console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; node ${process.version}; ${questions} questions`,
);
const few = await measure(1_000);
show('1,000 grants', few);
const many = await measure(grants);
show(`${grants.toLocaleString('en')} grants`, many);
console.log(`p99 of many ÷ few: ${(many.p99 / few.p99).toFixed(2)}`);
console.log(`adding one rule among many: ${(millisecondsToAdd(indexOf(grants)) * 1000).toFixed(1)} µs`);
console.log(`p99 ≤ ${must} ms: ${many.p99 <= must ? 'met' : 'NOT MET'}`);
if (many.p99 > must) process.exitCode = 1;
