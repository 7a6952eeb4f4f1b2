import type { Template } from '@ena/client/mandates.ts';
import { errorSummary, type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../shell/visit.ts';
import { beginnings } from './kind.ts';
import { partiesIn, partyIn } from './number.ts';
import { proposalPath } from './proposal.ts';
import { stepsPart } from './steps.ts';
import { fieldErrors, type SentLimits } from './terms-errors.ts';
import { termsFields } from './terms-form.ts';
import { actedFor, isId, keyIn, type MandateTools, type Pointed, pointedAt, refusedPage } from './tools.ts';
import { type Content, contentIn, firstContent } from './wanted.ts';

const path = `${beginnings.holder}/:id`;

/** The second step of asking: whom. Nothing is sent before the third, so the numbers go along in its form. */
export function askPage(tools: MandateTools): PageRow {
  return {
    name: 'AskWhomPage',
    path,
    summary: 'Be om en fullmakt: av vem',
    who: 'signed-in',
    show: (visit) => withTemplate(tools, visit, async (template) => whomPage(visit, template, {}, [])),
  };
}

export function askWhomForm(tools: MandateTools): FormRow {
  return {
    name: 'AskWhom',
    path,
    summary: 'Tar emot vem som ska ge fullmakten',
    who: 'signed-in',
    take: (visit, form) =>
      withTemplate(tools, visit, async (template) => {
        const { errors: wrong } = writtenIn(visit, form);
        if (wrong.length > 0) return whomPage(visit, template, form, wrong);
        const key = tools.newKey();
        // Whoever was sent back from the third step finds there what she had filled in.
        const chosen = isFilledIn(form)
          ? contentIn(form, template.content.limits)
          : firstContent(template, visit.now);
        return termsPage(visit, { template, form, key, chosen, errors: [] });
      }),
  };
}

/** The third step sends the request. */
export function askForm(tools: MandateTools): FormRow {
  return {
    name: 'MandateRequest',
    path: `${path}/innehall`,
    readAt: path,
    summary: 'Skickar en begäran om fullmakt',
    who: 'signed-in',
    take: (visit, form) =>
      withTemplate(tools, visit, async (template) => {
        const { grantor, more, errors: wrong } = writtenIn(visit, form);
        if (grantor === undefined || wrong.length > 0) return whomPage(visit, template, form, wrong);
        const { limits } = template.content;
        const chosen = contentIn(form, limits);
        const grantorRole = grantor.kind === 'organisation' ? 'organisation' : 'private';
        const others = more.length > 0 && { moreHolders: more };
        const wanted = { template: template.id, grantor, grantorRole, ...others, ...chosen } as const;
        const orgnr = actedFor(visit);
        const by = { key: keyIn(form, tools), ...(orgnr !== undefined && { orgnr }) };
        const outcome = await tools.own(visit).propose('holder', wanted, by);
        if (outcome.kind === 'ok') return { kind: 'redirect', to: `${proposalPath}/${outcome.value.id}` };
        const errors = askErrors(visit, pointedAt(outcome), { kinds: limits, limits: chosen.limits });
        if (errors.length === 0) return refusedPage(visit, outcome);
        if (errors.some((one) => one.field === 'number' || one.field === 'more'))
          return whomPage(visit, template, form, errors);
        return termsPage(visit, { template, form, key: tools.newKey(), chosen, errors });
      }),
  };
}

async function withTemplate(
  tools: MandateTools,
  visit: OwnVisit,
  show: (template: Template) => Promise<Answer>,
): Promise<Answer> {
  const { id } = visit.params;
  if (!isId(id)) return notFoundPage(visit);
  const outcome = await tools.own(visit).template(id);
  return outcome.kind === 'ok' ? show(outcome.value) : refusedPage(visit, outcome);
}

/** Whoever asks is the first holder. */
function askErrors(visit: OwnVisit, pointed: readonly Pointed[], sent: SentLimits): readonly FieldError[] {
  const { askedHerself } = visit.t.mandates.errors;
  const isOwn = ({ pointer, code }: Pointed) =>
    pointer === '/holders/0' && code?.endsWith('ogiltig_roll') !== true;
  return [
    ...(pointed.some(isOwn) ? [{ field: 'number', message: askedHerself }] : []),
    ...fieldErrors(
      visit,
      pointed.filter((one) => !isOwn(one)),
      sent,
    ),
  ];
}

function isFilledIn(form: Form): boolean {
  return form['valid-from'] !== undefined;
}

/** What the third step asks for, carried along while the second is mended. */
function carried(form: Form): Html | undefined {
  if (!isFilledIn(form)) return undefined;
  const names = Object.keys(form).filter((name) => /^(?:permission-|limit-|valid-|may-delegate$)/.test(name));
  return html`${names.map((name) => html`<input type="hidden" name="${name}" value="${form[name] ?? ''}">`)}`;
}

/** The parties by the form of their numbers, and what is wrong with that. */
function writtenIn({ t }: OwnVisit, form: Form) {
  const grantor = partyIn(form.number ?? '');
  const more = partiesIn(form.more ?? '');
  const { numberMissing, moreMissing } = t.mandates.errors;
  const errors: readonly FieldError[] = [
    ...(grantor === undefined ? [{ field: 'number', message: numberMissing }] : []),
    ...('wrongLine' in more ? [{ field: 'more', message: moreMissing(more.wrongLine) }] : []),
  ];
  return { grantor, more: 'parties' in more ? more.parties : [], errors };
}

function whomPage(visit: OwnVisit, template: Template, form: Form, errors: readonly FieldError[]): Answer {
  const { t, href, session } = visit;
  const { make } = t.mandates;
  const { id, content } = template;
  return formPage(
    visit,
    make.whomTitle,
    errors,
    html`${stepsPart(visit, 'holder', 2)}
${errorSummary(errors, t)}
<p class="lead">${content.title}</p>
<form class="stack" method="post" action="${href(`${beginnings.holder}/${id}`)}" novalidate>
${tokenField(session)}${carried(form)}
${field({ id: 'number', label: make.whomNumber, hint: make.numberHint, value: form.number ?? '', required: true, numeric: true, autocomplete: 'off' }, errors, t)}
${field({ id: 'more', label: make.askMore, hint: make.moreHint, value: form.more ?? '', required: false, rows: 3, autocomplete: 'off' }, errors, t)}
${submit(make.next)}
</form>`,
  );
}

interface Shown {
  readonly template: Template;
  readonly form: Form;
  readonly key: string;
  readonly chosen: Content;
  readonly errors: readonly FieldError[];
}

function termsPage(visit: OwnVisit, { template, form, key, chosen, errors }: Shown): Answer {
  const { t, href, session } = visit;
  const { make } = t.mandates;
  return formPage(
    visit,
    make.termsTitle,
    errors,
    html`${stepsPart(visit, 'holder', 3)}
${errorSummary(errors, t)}
<p class="lead">${template.content.title}</p>
<form class="stack" method="post" action="${href(`${beginnings.holder}/${template.id}/innehall`)}" novalidate>
${tokenField(session)}<input type="hidden" name="key" value="${key}">
<input type="hidden" name="number" value="${form.number ?? ''}">
<input type="hidden" name="more" value="${form.more ?? ''}">
${termsFields(visit, template, chosen, errors)}
${submit(make.sendRequest)}
</form>`,
  );
}

function formPage(visit: OwnVisit, heading: string, errors: readonly FieldError[], rest: Html): Answer {
  return {
    kind: 'page',
    title: `${visit.t.mandates.ask}: ${heading}`,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${heading}</h1>
${rest}`,
  };
}
