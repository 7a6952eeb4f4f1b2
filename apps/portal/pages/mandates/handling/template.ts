import type { Template, TemplateStep } from '@ena/client/mandates.ts';
import { errorSummary, type FieldError, field, submit, tokenField } from '../../../shell/form.ts';
import { type Html, html } from '../../../shell/html.ts';
import { notFoundPage } from '../../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../../shell/visit.ts';
import { oneLine } from '../plain-text.ts';
import { reasonFault } from '../reason.ts';
import { isId, isRevision, keyIn, type MandateTools, refusedPage } from '../tools.ts';
import { handlingPath, handlingTemplate, ofOrganisation } from './paths.ts';
import { formOfTemplate, templateFields, templateIn } from './template-fields.ts';
import { withSteps } from './template-steps.ts';
import { templateView } from './template-view.ts';

const newPath = `${handlingTemplate}/mall`;
const ownPath = `${newPath}/:id`;
const steps: readonly TemplateStep[] = ['publish', 'unpublish', 'block', 'unblock'];

export function newTemplatePage(tools: MandateTools): PageRow {
  return {
    name: 'NewTemplatePage',
    path: newPath,
    summary: 'Gör en mall för fullmakter',
    who: 'signed-in',
    show: (visit) => ofOrganisation(visit, async (orgnr) => newPage(visit, orgnr, {}, [], tools.newKey())),
  };
}

export function newTemplateForm(tools: MandateTools): FormRow {
  return {
    name: 'NewTemplate',
    path: newPath,
    summary: 'Tar emot en ny mall',
    who: 'signed-in',
    take: (visit, form) =>
      ofOrganisation(visit, async (orgnr) => {
        const key = keyIn(form, tools);
        const content = templateIn(visit, form);
        if ('errors' in content) return newPage(visit, orgnr, form, content.errors, key);
        const outcome = await tools.handling(visit, orgnr).makeTemplate(content, key);
        if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
        return { kind: 'redirect', to: `${handlingPath(orgnr)}/mall/${outcome.value.id}` };
      }),
  };
}

export function templatePage(tools: MandateTools): PageRow {
  return {
    name: 'TemplatePage',
    path: ownPath,
    summary: 'En mall för fullmakter',
    who: 'signed-in',
    show: (visit) =>
      withTemplate(tools, visit, async (shown) => page(visit, { ...shown, form: {}, errors: [] })),
  };
}

export function templateForm(tools: MandateTools): FormRow {
  return {
    name: 'TemplateRevision',
    path: ownPath,
    summary: 'Ändrar en mall',
    who: 'signed-in',
    take: (visit, form) =>
      withTemplate(tools, visit, async ({ orgnr, template }) => {
        if (!isRevision(form.revision)) return notFoundPage(visit);
        const content = templateIn(visit, form);
        if ('errors' in content) return page(visit, { orgnr, template, form, errors: content.errors });
        const outcome = await tools
          .handling(visit, orgnr)
          .reviseTemplate(template.id, Number(form.revision), content);
        if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
        return { kind: 'redirect', to: `${handlingPath(orgnr)}/mall/${template.id}` };
      }),
  };
}

export function templateStepForm(tools: MandateTools): FormRow {
  return {
    name: 'TemplateStep',
    path: `${ownPath}/steg`,
    readAt: ownPath,
    summary: 'Publicerar, avpublicerar eller spärrar en mall',
    who: 'signed-in',
    take: (visit, form) =>
      withTemplate(tools, visit, async ({ orgnr, template }) => {
        const step = steps.find((one) => one === form.action);
        if (step === undefined || !isRevision(form.revision)) return notFoundPage(visit);
        const reason = oneLine(form[`reason-${step}`]);
        const message = reasonFault(visit, reason);
        if (message !== undefined)
          return page(visit, { orgnr, template, form, errors: [{ field: `reason-${step}`, message }] });
        const outcome = await tools
          .handling(visit, orgnr)
          .stepTemplate(template.id, Number(form.revision), step, reason);
        if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
        return { kind: 'redirect', to: `${handlingPath(orgnr)}/mall/${template.id}` };
      }),
  };
}

interface Own {
  readonly orgnr: string;
  readonly template: Template;
}

/** By its id. Whoever is no case handler of the organisation is told so, although anyone may read a published one. */
function withTemplate(
  tools: MandateTools,
  visit: OwnVisit,
  show: (shown: Own) => Promise<Answer>,
): Promise<Answer> {
  return ofOrganisation(visit, async (orgnr) => {
    const { id } = visit.params;
    if (!isId(id)) return notFoundPage(visit);
    const [handled, found] = await Promise.all([
      tools.handling(visit, orgnr).templates({ limit: 1 }),
      tools.own(visit).template(id),
    ]);
    if (handled.kind !== 'ok') return refusedPage(visit, handled);
    if (found.kind !== 'ok') return refusedPage(visit, found);
    const { value: template } = found;
    return template.owner === orgnr ? show({ orgnr, template: withSteps(template) }) : notFoundPage(visit);
  });
}

interface Shown extends Own {
  /** What came back; empty: the template as it stands. */
  readonly form: Form;
  readonly errors: readonly FieldError[];
}

function page(visit: OwnVisit, { orgnr, template, form, errors }: Shown): Answer {
  const { t, href, session } = visit;
  const h = t.mandateHandling;
  const { id, version, state, revision, content, mayDo, adoptedFrom } = template;
  const at = `${handlingPath(orgnr)}/mall/${id}`;
  const filled = form.title === undefined ? formOfTemplate(content) : form;
  return {
    kind: 'page',
    title: `${h.template}: ${content.title}`,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${content.title}</h1>
${errorSummary(errors, t)}
<p class="lead">${content.description}</p>
<p><span class="ds-tag" data-color="info">${h.states[state]}</span> ${h.version} ${version}${adoptedFrom && html`. ${h.adopted}.`}</p>
${stepForms(visit, at, template, form, errors)}
${templateView(visit, template)}
${
  mayDo.includes('revise') &&
  html`<h2 class="ds-heading" data-size="md">${h.revise}</h2>
<form class="stack" method="post" action="${href(at)}" novalidate>${tokenField(session)}<input type="hidden" name="revision" value="${revision}">
${templateFields(visit, filled, errors)}${submit(h.save)}</form>`
}
<p><a class="ds-link" href="${href(handlingPath(orgnr))}">${h.back}</a></p>`,
  };
}

function stepForms(
  { t, href, session }: OwnVisit,
  at: string,
  { mayDo, revision }: Template,
  form: Form,
  errors: readonly FieldError[],
): Html {
  const h = t.mandateHandling;
  return html`${steps
    .filter((step) => mayDo.includes(step))
    .map(
      (
        step,
      ) => html`<details class="ds-details"${errors.some((one) => one.field === `reason-${step}`) && html` open`}><summary>${h.steps[step]}</summary>
<div><form class="stack" method="post" action="${href(`${at}/steg`)}" novalidate>${tokenField(session)}<input type="hidden" name="revision" value="${revision}">
<p>${h.stepLeads[step]}</p>
${field({ id: `reason-${step}`, label: h.reason, value: form[`reason-${step}`] ?? '', required: true, autocomplete: 'off' }, errors, t)}
${submit(h.steps[step], 'primary', step)}</form></div></details>`,
    )}`;
}

function newPage(
  visit: OwnVisit,
  orgnr: string,
  form: Form,
  errors: readonly FieldError[],
  key: string,
): Answer {
  const { t, href, session } = visit;
  const h = t.mandateHandling;
  return {
    kind: 'page',
    title: h.make,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${h.make}</h1>
${errorSummary(errors, t)}
<form class="stack" method="post" action="${href(`${handlingPath(orgnr)}/mall`)}" novalidate>${tokenField(session)}<input type="hidden" name="key" value="${key}">
${templateFields(visit, form, errors)}${submit(h.save)}</form>
<p><a class="ds-link" href="${href(handlingPath(orgnr))}">${h.back}</a></p>`,
  };
}
