import type { Template } from '@ena/client/mandates.ts';
import type { Page } from '@ena/client/outcome.ts';
import { submit, tokenField } from '../../../shell/form.ts';
import { type Html, html } from '../../../shell/html.ts';
import { notFoundPage } from '../../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../../shell/rows.ts';
import { scrollTable } from '../../../shell/table.ts';
import type { Answer, OwnVisit } from '../../../shell/visit.ts';
import { pageLinks, pageNumber, perPage, readAll } from '../paging.ts';
import { isId, type MandateTools, refusedPage } from '../tools.ts';
import { handlingPath, handlingTemplate, ofOrganisation } from './paths.ts';
import { templateView } from './template-view.ts';

const listPath = `${handlingTemplate}/nationella`;

/** The national templates, and which of them the organisation has adopted. */
export function nationalPage(tools: MandateTools): PageRow {
  return {
    name: 'NationalTemplatesPage',
    path: listPath,
    summary: 'Nationella mallar',
    who: 'signed-in',
    show: (visit) =>
      ofOrganisation(visit, async (orgnr) => {
        const [own, national] = await Promise.all([
          ownTemplates(tools, visit, orgnr),
          tools.own(visit).templates({ relyingParty: 'national', limit: perPage, page: pageNumber(visit) }),
        ]);
        if (own.kind !== 'ok') return refusedPage(visit, own);
        if (national.kind !== 'ok') return refusedPage(visit, national);
        return listPage(visit, { orgnr, own: own.value.items }, national.value);
      }),
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
      ofOrganisation(visit, async (orgnr) => {
        const { id } = visit.params;
        if (!isId(id)) return notFoundPage(visit);
        const [own, national] = await Promise.all([
          ownTemplates(tools, visit, orgnr),
          tools.own(visit).template(id),
        ]);
        if (own.kind !== 'ok') return refusedPage(visit, own);
        if (national.kind !== 'ok') return refusedPage(visit, national);
        if (national.value.owner !== undefined) return notFoundPage(visit);
        return onePage(visit, { orgnr, own: own.value.items }, national.value);
      }),
  };
}

export function adoptForm(tools: MandateTools): FormRow {
  return {
    name: 'TemplateAdoption',
    path: `${handlingTemplate}/overta`,
    readAt: listPath,
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
  readonly own: readonly Template[];
}

/** All of them: any may be the one that was adopted. */
function ownTemplates(tools: MandateTools, visit: OwnVisit, orgnr: string) {
  return readAll((slice) => tools.handling(visit, orgnr).templates(slice));
}

function adopted({ own }: Found, { id }: Template): Template | undefined {
  return own.find(({ adoptedFrom }) => adoptedFrom?.id === id);
}

function listPage(visit: OwnVisit, found: Found, { items: national, _meta }: Page<Template>): Answer {
  const { t, href } = visit;
  const h = t.mandateHandling;
  const { orgnr } = found;
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
${pageLinks(visit, { path: `${handlingPath(orgnr)}/nationella`, total: _meta.totalRecords, caption: h.national })}
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
${templateView(visit, template)}
${own?.adoptedFrom?.version !== version && adoptPart(visit, orgnr, template, own)}
${own && html`<p><a class="ds-link" href="${href(`${handlingPath(orgnr)}/mall/${own.id}`)}">${h.toAdopted}</a></p>`}
<p><a class="ds-link" href="${href(`${handlingPath(orgnr)}/nationella`)}">${h.national}</a></p>`,
  };
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
