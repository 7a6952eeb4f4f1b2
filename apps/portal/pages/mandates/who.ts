import type { Mandate, Template, Wanted } from '@ena/client/mandates.ts';
import { errorSummary, type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../shell/visit.ts';
import { beginnings } from './kind.ts';
import { mandatePath } from './mandate.ts';
import { named, partiesIn, partyIn } from './number.ts';
import { stepsPart } from './steps.ts';
import { fieldErrors, noLimits } from './terms-errors.ts';
import { actedFor, isId, keyIn, type MandateTools, pointedAt, refusedPage, start } from './tools.ts';
import { type Content, contentPassedOn, firstContent } from './wanted.ts';

/** What a new mandate is made of: a template, or a mandate that is passed on. */
interface Origin {
  readonly title: string;
  readonly wanted: Omit<Wanted, 'holders' | 'grantor'>;
}

type Find = (visit: OwnVisit) => Promise<Origin | Answer>;

/** The second step of giving: to whom. Going on makes a draft, so that the name of the register can be shown. */
export function givePages(tools: MandateTools) {
  const path = `${beginnings.grantor}/:id`;
  return rows(tools, path, 'Give', 'Ge en fullmakt: till vem', (visit) => fromTemplate(tools, visit));
}

/** The same for a mandate that the reader has and passes on. */
export function passOnPages(tools: MandateTools) {
  const path = `${mandatePath}/:id/ge-vidare`;
  return rows(tools, path, 'PassOn', 'Ge en fullmakt vidare: till vem', (visit) => fromMandate(tools, visit));
}

function rows(
  tools: MandateTools,
  path: string,
  name: string,
  summary: string,
  find: Find,
): { readonly page: PageRow; readonly form: FormRow } {
  const row = { path, summary };
  return {
    page: {
      ...row,
      who: 'signed-in',
      name: `${name}ToPage`,
      show: async (visit) => {
        const origin = await find(visit);
        return 'kind' in origin ? origin : whoPage(visit, origin.title, {}, [], tools.newKey());
      },
    },
    form: {
      ...row,
      who: 'signed-in',
      name: `${name}To`,
      take: async (visit, form) => {
        const origin = await find(visit);
        return 'kind' in origin ? origin : begin(tools, visit, origin, form);
      },
    },
  };
}

async function fromTemplate(tools: MandateTools, visit: OwnVisit): Promise<Origin | Answer> {
  const { id } = visit.params;
  if (!isId(id)) return notFoundPage(visit);
  const outcome = await tools.own(visit).template(id);
  if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
  return { title: outcome.value.content.title, wanted: ofTemplate(visit, outcome.value) };
}

function ofTemplate(visit: OwnVisit, template: Template): Origin['wanted'] {
  const grantorRole = actedFor(visit) === undefined ? 'private' : 'organisation';
  return { template: template.id, grantorRole, ...firstContent(template, visit.now) };
}

async function fromMandate(tools: MandateTools, visit: OwnVisit): Promise<Origin | Answer> {
  const { id } = visit.params;
  if (!isId(id)) return notFoundPage(visit);
  const outcome = await tools.own(visit).mandate(id, actedFor(visit));
  if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
  const parent = outcome.value;
  if (!parent.mayDo.includes('pass-on')) return { kind: 'redirect', to: `${mandatePath}/${id}` };
  const title = visit.t.mandates.make.passOnTitle(parent.title);
  return { title, wanted: ofMandate(parent, contentPassedOn(parent, visit.now)) };
}

function ofMandate({ id, template, grantorRole }: Mandate, content: Content): Origin['wanted'] {
  return { template: template.id, parent: id, grantorRole, ...content };
}

async function begin(tools: MandateTools, visit: OwnVisit, origin: Origin, form: Form): Promise<Answer> {
  const key = keyIn(form, tools);
  const party = partyIn(form.number ?? '');
  const more = partiesIn(form.more ?? '');
  const again = (errors: readonly FieldError[]) => whoPage(visit, origin.title, form, errors, tools.newKey());
  const { numberMissing, moreMissing } = visit.t.mandates.errors;
  if (party === undefined) return again([{ field: 'number', message: numberMissing }]);
  if ('wrongLine' in more) return again([{ field: 'more', message: moreMissing(more.wrongLine) }]);
  const holders = [named(party, form.name), ...more.parties];
  const orgnr = actedFor(visit);
  const by = { key, ...(orgnr !== undefined && { orgnr }) };
  const outcome = await tools.own(visit).propose('grantor', { ...origin.wanted, holders }, by);
  if (outcome.kind === 'ok') return { kind: 'redirect', to: `${start}/arende/${outcome.value.id}/innehall` };
  const errors = fieldErrors(visit, pointedAt(outcome), noLimits).filter(
    ({ field: at }) => at === 'number' || at === 'more',
  );
  return errors.length > 0 ? again(errors) : refusedPage(visit, outcome);
}

function whoPage(
  visit: OwnVisit,
  title: string,
  form: Form,
  errors: readonly FieldError[],
  key: string,
): Answer {
  const { t, href, session, path } = visit;
  const { make } = t.mandates;
  return {
    kind: 'page',
    title: `${title}: ${make.whoTitle}`,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${make.whoTitle}</h1>
${stepsPart(visit, 'grantor', 2)}
${errorSummary(errors, t)}
<p class="lead">${title}</p>
<form class="stack" method="post" action="${href(path)}" novalidate>
${tokenField(session)}<input type="hidden" name="key" value="${key}">
${field({ id: 'number', label: make.number, hint: make.numberHint, value: form.number ?? '', required: true, numeric: true, autocomplete: 'off' }, errors, t)}
${field({ id: 'name', label: make.name, hint: make.nameHint, value: form.name ?? '', required: false, autocomplete: 'off' }, errors, t)}
${field({ id: 'more', label: make.more, hint: make.moreHint, value: form.more ?? '', required: false, rows: 3, autocomplete: 'off' }, errors, t)}
${submit(make.next)}
</form>`,
  };
}
