import type { Template } from '@ena/client/mandates.ts';
import { submit, tokenField } from '../../../shell/form.ts';
import { type Html, html } from '../../../shell/html.ts';
import { notFoundPage } from '../../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../../shell/rows.ts';
import { scrollTable } from '../../../shell/table.ts';
import type { Answer, OwnVisit } from '../../../shell/visit.ts';
import { isId, type MandateTools, refusedPage } from '../tools.ts';
import { handlingPath, handlingTemplate, ofOrganisation } from './paths.ts';

const listPath = `${handlingTemplate}/nationella`;

/** The national templates, and which of them the organisation has adopted. */
export function nationalPage(tools: MandateTools): PageRow {
  return {
    name: 'NationalTemplatesPage',
    path: listPath,
    summary: 'Nationella mallar',
    who: 'signed-in',
    show: (visit) => withNational(tools, visit, async (found) => listPage(visit, found)),
  };
}

/** One of them in whole, to be read before it is adopted. */
export function nationalTemplatePage(tools: MandateTools): PageRow {
  return {
    name: 'NationalTemplatePage',
    path: `${listPath}/:id`,
    summary: 'En nationell mall',
    who: 'signed-in',
    show: (visit) =>
      withNational(tools, visit, async (found) => {
        const template = found.national.find(({ id }) => id === visit.params.id);
        return template === undefined ? notFoundPage(visit) : onePage(visit, found, template);
      }),
  };
}

export function adoptForm(tools: MandateTools): FormRow {
  return {
    name: 'TemplateAdoption',
    path: `${handlingTemplate}/overta`,
    summary: 'Tar över en nationell mall',
    who: 'signed-in',
    take: (visit, form) =>
      ofOrganisation(visit, async (orgnr) => {
        const { template, version = '' } = form;
        if (!isId(template) || !/^[1-9]\d{0,5}$/.test(version)) return notFoundPage(visit);
        const outcome = await tools.handling(visit, orgnr).adoptTemplate(template, Number(version));
        if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
        return { kind: 'redirect', to: `${handlingPath(orgnr)}/mall/${outcome.value.id}` };
      }),
  };
}

interface Found {
  readonly orgnr: string;
  readonly national: readonly Template[];
  readonly own: readonly Template[];
}

function withNational(
  tools: MandateTools,
  visit: OwnVisit,
  show: (found: Found) => Promise<Answer>,
): Promise<Answer> {
  return ofOrganisation(visit, async (orgnr) => {
    const [own, offered] = await Promise.all([
      tools.handling(visit, orgnr).templates({ limit: 100 }),
      tools.own(visit).templates({ relyingParty: 'national', limit: 100 }),
    ]);
    if (own.kind !== 'ok') return refusedPage(visit, own);
    if (offered.kind !== 'ok') return refusedPage(visit, offered);
    return show({ orgnr, national: offered.value.items, own: own.value.items });
  });
}

function adopted({ own }: Found, { id }: Template): Template | undefined {
  return own.find(({ adoptedFrom }) => adoptedFrom?.id === id);
}

function listPage(visit: OwnVisit, found: Found): Answer {
  const { t, href } = visit;
  const h = t.mandateHandling;
  const { orgnr, national } = found;
  return {
    kind: 'page',
    title: h.national,
    content: html`<h1 class="ds-heading" data-size="lg">${h.national}</h1>
<p class="lead">${h.nationalLead}</p>
${
  national.length === 0
    ? html`<p>${h.noNational}</p>`
    : scrollTable(
        h.national,
        [h.template, h.version, h.nationalHere],
        national.map((one) => [
          html`<a class="ds-link" href="${href(`${handlingPath(orgnr)}/nationella/${one.id}`)}">${one.content.title}</a>`,
          html`${one.version}`,
          html`${hereText(visit, found, one)}`,
        ]),
      )
}
<p><a class="ds-link" href="${href(handlingPath(orgnr))}">${h.back}</a></p>`,
  };
}

function hereText({ t }: OwnVisit, found: Found, template: Template): string {
  const h = t.mandateHandling;
  const version = adopted(found, template)?.adoptedFrom?.version;
  if (version === undefined) return h.notAdopted;
  return version === template.version ? h.adoptedVersion(version) : h.newerVersion(version, template.version);
}

function onePage(visit: OwnVisit, found: Found, template: Template): Answer {
  const { t, href } = visit;
  const h = t.mandateHandling;
  const { orgnr } = found;
  const { content, version } = template;
  const own = adopted(found, template);
  return {
    kind: 'page',
    title: `${h.template}: ${content.title}`,
    content: html`<h1 class="ds-heading" data-size="lg">${content.title}</h1>
<p class="lead">${content.description}</p>
<p><span class="ds-tag" data-color="info">${hereText(visit, found, template)}</span> ${h.version} ${version}</p>
${contentPart(visit, template)}
${own?.adoptedFrom?.version !== version && adoptPart(visit, orgnr, template, own)}
${own && html`<p><a class="ds-link" href="${href(`${handlingPath(orgnr)}/mall/${own.id}`)}">${h.toAdopted}</a></p>`}
<p><a class="ds-link" href="${href(`${handlingPath(orgnr)}/nationella`)}">${h.national}</a></p>`,
  };
}

function contentPart({ t }: OwnVisit, { content }: Template): Html {
  const { form } = t.mandateHandling;
  const { make } = t.mandates;
  const rules = [
    content.endRequired && form.endRequired,
    content.mayDelegate && form.mayDelegate,
    content.longestMonths !== undefined && make.longest(content.longestMonths),
  ].filter((rule) => rule !== false);
  const list = (term: string, words: readonly string[]) =>
    words.length > 0 && html`<dt>${term}</dt>${words.map((word) => html`<dd>${word}</dd>`)}`;
  return html`<dl>${list(
    form.grantorRoles,
    content.grantorRoles.map((role) => form.grantor[role]),
  )}${list(
    form.holderRoles,
    content.holderRoles.map((role) => form.holder[role]),
  )}<dt>${form.permissions}</dt><dd><ul>${content.permissions.map(({ code, title, description, obligatory }) => html`<li>${title} <span class="code">${code}</span>${obligatory && html` (${make.obligatory})`}${description && html`<br><span class="hint">${description}</span>`}</li>`)}</ul></dd>${list(form.rules, rules)}${list(
    form.limits,
    content.limits.map((kind) => t.mandates.limitKinds[kind]),
  )}${list(
    form.byLaw,
    content.byLaw.map((law) => form.laws[law]),
  )}</dl>`;
}

/** A template that is in use is unpublished before its next version can take its place. */
function adoptPart(
  { t, href, session }: OwnVisit,
  orgnr: string,
  { id, version }: Template,
  own: Template | undefined,
): Html {
  const h = t.mandateHandling;
  if (own?.state === 'published' || own?.state === 'blocked') return html`<p>${h.adoptLater}</p>`;
  return html`<p>${h.adoptLead}</p>
<form method="post" action="${href(`${handlingPath(orgnr)}/overta`)}">${tokenField(session)}<input type="hidden" name="template" value="${id}"><input type="hidden" name="version" value="${version}">
${submit(h.adopt)}</form>`;
}
