import type { Assessed, Matter } from '@ena/client/onboarding.ts';
import { type Html, html } from '../../shell/html.ts';
import { scrollTable } from '../../shell/table.ts';
import { minuteTime } from '../../shell/time.ts';
import type { OwnVisit, Visit } from '../../shell/visit.ts';
import type { Capacity } from '../../sources/onboarding.ts';
import { type LiveMark, type MarkType, typeNamed } from '../../sources/trust-marks.ts';
import { type OnboardingTools, places } from './tools.ts';

type Mark = NonNullable<Matter['trustMark']>;

/** What the issuer tells anyone about the mark of a matter. */
export interface MarkNow {
  readonly types: readonly MarkType[] | undefined;
  /** Asked for where the matter says that the mark was issued; `undefined` where the issuer does not answer. */
  readonly live: readonly LiveMark[] | undefined;
}

export async function findMark({ marks }: OnboardingTools, matter: Matter): Promise<MarkNow> {
  const { trustMark, state } = matter;
  if (trustMark === undefined) return { types: undefined, live: undefined };
  const types = await marks.types();
  const type = typeNamed(types ?? [], trustMark.type);
  if (type === undefined || state !== 'issued') return { types, live: undefined };
  return { types, live: await marks.live([type], [trustMark.entityId]) };
}

/** The application requirement by requirement, and the mark itself once it is issued. */
export function markPart(
  visit: OwnVisit,
  capacity: Capacity,
  matter: Matter,
  { types, live }: MarkNow,
): Html | undefined {
  const { trustMark } = matter;
  if (trustMark === undefined) return undefined;
  const { t, language } = visit;
  const type = typeNamed(types ?? [], trustMark.type);
  const left = trustMark.requirements.filter(
    ({ requirement }) => standingOf(trustMark, requirement) !== 'met',
  );
  return html`<dl><dt>${t.details.mark}</dt><dd>${type?.title[language] ?? trustMark.type}</dd>
<dt>${t.marks.for}</dt><dd class="code">${trustMark.entityId}</dd></dl>
${matter.state === 'issued' && validity(visit, live)}
<h2 class="ds-heading" data-size="md">${t.marks.requirements}</h2>
${trustMark.requirements.length === 0 ? html`<p>${t.marks.nothingLeft}</p>` : requirementTable(visit, capacity, matter, trustMark, type)}
${!matter.final && trustMark.requirements.length > 0 && html`<p>${t.marks.left(left.length)}</p>`}`;
}

function validity({ t }: Visit, live: readonly LiveMark[] | undefined): Html {
  const m = t.marks;
  const [mark] = live ?? [];
  if (mark === undefined) return html`<p>${live === undefined ? m.awayNow : m.notInForce}</p>`;
  return html`<h2 class="ds-heading" data-size="md">${m.validity}</h2>
<p><span class="ds-tag" data-color="success">${m.inForce}</span></p>
<dl><dt>${m.from}</dt><dd>${mark.issuedAt === undefined ? '' : minuteTime(mark.issuedAt)}</dd>
<dt>${m.until}</dt><dd>${mark.expiresAt === undefined ? m.noEnd : minuteTime(mark.expiresAt)}</dd>
<dt>${t.details.issuer}</dt><dd class="code">${mark.type.issuer}</dd>
<dt>${m.identifier}</dt><dd class="code">${mark.type.identifier}</dd></dl>`;
}

function requirementTable(
  visit: OwnVisit,
  capacity: Capacity,
  matter: Matter,
  mark: Mark,
  type: MarkType | undefined,
): Html {
  const { t, href } = visit;
  const m = t.marks;
  const maySay = capacity === 'review' && matter.steps.some(({ step }) => step === 'assess');
  return scrollTable(
    m.requirements,
    [m.requirement, m.demanded, m.standing],
    mark.requirements.map(({ requirement, control }) => {
      const assessed = assessmentOf(mark, requirement);
      const to = href(`${places.review}/${matter.id}/krav/${encodeURIComponent(requirement)}`);
      return [
        html`<strong>${requirement}</strong><p lang="sv">${textOf(type, requirement) ?? ''}</p>`,
        html`${m.controls[control as Assessed['control']] ?? control} (${control})`,
        html`${standing(visit, mark, requirement, assessed)}
${maySay && html`<p><a class="ds-link" href="${to}">${assessed === undefined ? m.assess : m.assessAgain}<span class="ds-sr-only">: ${requirement}</span></a></p>`}`,
      ];
    }),
  );
}

const colours = { met: 'success', 'not-met': 'danger', weak: 'warning', open: 'neutral' } as const;

function standing({ t }: OwnVisit, mark: Mark, requirement: string, assessed: Assessed | undefined): Html {
  const m = t.marks;
  const now = standingOf(mark, requirement);
  const tag = html`<span class="ds-tag" data-color="${colours[now]}">${m.verdicts[now]}</span>`;
  if (assessed === undefined) return tag;
  const { control, evidence, reason, by, at } = assessed;
  return html`${tag}
<p>${m.madeControl}: ${m.controls[control]} (${control}). ${m.evidence}: <span class="code">${evidence}</span></p>
<p lang="sv">${reason}</p><p>${m.by(by, minuteTime(at))}</p>`;
}

/** Each covers those before it. */
const byStrength = ['S', 'I', 'E', 'C'];

/** `weak`: said to be met, with a control that does not carry the mark. */
function standingOf(mark: Mark, requirement: string): 'met' | 'not-met' | 'weak' | 'open' {
  const assessed = assessmentOf(mark, requirement);
  if (assessed === undefined) return 'open';
  if (assessed.verdict !== 'met') return 'not-met';
  const demanded = mark.requirements.find((one) => one.requirement === requirement)?.control ?? 'C';
  return byStrength.indexOf(assessed.control) < byStrength.indexOf(demanded) ? 'weak' : 'met';
}

export function assessmentOf({ assessments }: Mark, requirement: string): Assessed | undefined {
  return assessments.find((one) => one.requirement === requirement);
}

/** Nothing where the catalogue is away; the empty text is the source's own. */
export function textOf(type: MarkType | undefined, requirement: string): string | undefined {
  return type?.requirements.find(({ code }) => code === requirement)?.text;
}
