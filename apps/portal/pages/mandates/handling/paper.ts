import type { Template } from '@ena/client/mandates.ts';
import type { Page } from '@ena/client/outcome.ts';
import { errorSummary, type FieldError, field, submit, tokenField } from '../../../shell/form.ts';
import { html } from '../../../shell/html.ts';
import { notFoundPage } from '../../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../../shell/visit.ts';
import { mandatePath } from '../mandate.ts';
import { lineOf } from '../number.ts';
import { pageLinks, pageNumber, perPage } from '../paging.ts';
import { fieldErrors, isFirst } from '../terms-errors.ts';
import { termsFields } from '../terms-form.ts';
import { isId, type MandateTools, type Pointed, pointedAt, refusedPage } from '../tools.ts';
import { contentIn, firstContent } from '../wanted.ts';
import { paperIn } from './paper-in.ts';
import { handlingPath, handlingTemplate, ofOrganisation } from './paths.ts';

const kindPath = `${handlingTemplate}/papper`;
const path = `${kindPath}/:id`;

/** First which kind of mandate the document is: the template says what it can hold. */
export function paperKindPage(tools: MandateTools): PageRow {
  return {
    name: 'PaperKindPage',
    path: kindPath,
    summary: 'Registrera en fullmakt på papper: välj mall',
    who: 'signed-in',
    show: (visit) =>
      ofOrganisation(visit, async (orgnr) => {
        const slice = { relyingParty: orgnr, limit: perPage, page: pageNumber(visit) };
        const [handled, published] = await Promise.all([
          // Whoever is no case handler is told so before she reads a document.
          tools.handling(visit, orgnr).templates({ limit: 1 }),
          tools.own(visit).templates(slice),
        ]);
        if (handled.kind !== 'ok') return refusedPage(visit, handled);
        if (published.kind !== 'ok') return refusedPage(visit, published);
        return kinds(visit, orgnr, published.value);
      }),
  };
}

function kinds(visit: OwnVisit, orgnr: string, { items, _meta }: Page<Template>): Answer {
  const { t, href } = visit;
  const { paper, back } = t.mandateHandling;
  const at = `${handlingPath(orgnr)}/papper`;
  return {
    kind: 'page',
    title: paper.title,
    content: html`<h1 class="ds-heading" data-size="lg">${paper.title}</h1>
<p class="lead">${paper.lead}</p>
<h2 class="ds-heading" data-size="md">${paper.kind}</h2>
${items.length === 0 ? html`<p>${paper.noKinds}</p>` : html`<ul class="links">${items.map(({ id, content }) => html`<li><a class="ds-link" href="${href(`${at}/${id}`)}">${content.title}</a></li>`)}</ul>`}
${pageLinks(visit, { path: at, total: _meta.totalRecords, caption: paper.kind })}
<p><a class="ds-link" href="${href(handlingPath(orgnr))}">${back}</a></p>`,
  };
}

export function paperPage(tools: MandateTools): PageRow {
  return {
    name: 'PaperPage',
    path,
    summary: 'Registrera en fullmakt på papper',
    who: 'signed-in',
    show: (visit) =>
      withTemplate(tools, visit, async (orgnr, template) =>
        page(visit, { orgnr, template, form: {}, errors: [] }),
      ),
  };
}

export function paperForm(tools: MandateTools): FormRow {
  return {
    name: 'Paper',
    path,
    summary: 'Registrerar en fullmakt på papper',
    who: 'signed-in',
    take: (visit, form) =>
      withTemplate(tools, visit, async (orgnr, template) => {
        const paper = paperIn(visit, template, form);
        if ('errors' in paper) return page(visit, { orgnr, template, form, errors: paper.errors });
        const outcome = await tools.handling(visit, orgnr).registerPaper(paper);
        if (outcome.kind === 'ok') return { kind: 'redirect', to: `${mandatePath}/${outcome.value.id}` };
        const errors = errorsOf(visit, pointedAt(outcome), template, form);
        return errors.length > 0
          ? page(visit, { orgnr, template, form, errors })
          : refusedPage(visit, outcome);
      }),
  };
}

async function withTemplate(
  tools: MandateTools,
  visit: OwnVisit,
  show: (orgnr: string, template: Template) => Promise<Answer>,
): Promise<Answer> {
  return ofOrganisation(visit, async (orgnr) => {
    const { id } = visit.params;
    if (!isId(id)) return notFoundPage(visit);
    const outcome = await tools.own(visit).template(id);
    if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
    return outcome.value.owner === orgnr ? show(orgnr, outcome.value) : notFoundPage(visit);
  });
}

/** What the API points at, at the fields of this form. */
function errorsOf(
  visit: OwnVisit,
  pointed: readonly Pointed[],
  { content: { limits } }: Template,
  form: Form,
): readonly FieldError[] {
  const e = visit.t.mandateHandling.errors;
  return pointed.flatMap((one): readonly FieldError[] => {
    if (one.pointer.startsWith('/holders'))
      return [{ field: isFirst(one.pointer) ? 'holder' : 'more', message: e.number }];
    if (one.pointer.startsWith('/grantor')) return [{ field: 'grantor', message: e.number }];
    if (one.pointer.startsWith('/signers'))
      return [{ field: 'signer', message: signerFault(visit, one.pointer, form) }];
    if (one.pointer === '/signedOn') return [{ field: 'signed-on', message: e.signedOn }];
    if (one.pointer === '/documentHash') return [{ field: 'hash', message: e.hash }];
    if (one.pointer === '') return [{ field: 'grantor', message: e.ownMatter }];
    return fieldErrors(visit, [one], { kinds: limits, limits: contentIn(form, limits).limits });
  });
}

/** One of them by the line where she stands; otherwise all of them together. */
function signerFault({ t }: OwnVisit, pointer: string, { signer = '' }: Form): string {
  const e = t.mandateHandling.errors;
  const place = /^\/signers\/(\d+)/.exec(pointer)?.[1];
  return place === undefined || signer.trim() === '' ? e.signer : e.signerLine(lineOf(signer, Number(place)));
}

interface Shown {
  readonly orgnr: string;
  readonly template: Template;
  readonly form: Form;
  readonly errors: readonly FieldError[];
}

function page(visit: OwnVisit, { orgnr, template, form, errors }: Shown): Answer {
  const { t, href, session } = visit;
  const { paper, back } = t.mandateHandling;
  const { dayHint } = t.mandates.make;
  const chosen =
    Object.keys(form).length === 0
      ? firstContent(template, visit.now)
      : contentIn(form, template.content.limits);
  const line = (id: string, label: string, hint: string, required: boolean) =>
    field({ id, label, hint, value: form[id] ?? '', required, autocomplete: 'off' }, errors, t);
  return {
    kind: 'page',
    title: `${paper.title}: ${template.content.title}`,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${paper.title}</h1>
${errorSummary(errors, t)}
<p class="lead">${template.content.title}. ${paper.lead}</p>
<form class="stack" method="post" action="${href(`${handlingPath(orgnr)}/papper/${template.id}`)}" novalidate>${tokenField(session)}
${line('grantor', paper.grantor, paper.numberHint, true)}
${line('grantor-name', paper.grantorName, paper.nameHint, false)}
${line('holder', paper.holder, paper.numberHint, true)}
${line('holder-name', paper.holderName, paper.nameHint, false)}
${field({ id: 'more', label: t.mandates.make.more, hint: t.mandates.make.moreHint, value: form.more ?? '', required: false, rows: 3, autocomplete: 'off' }, errors, t)}
${termsFields(visit, template, chosen, errors)}
${field({ id: 'signer', label: paper.signer, hint: paper.signerHint, value: form.signer ?? '', required: false, rows: 3, autocomplete: 'off' }, errors, t)}
${line('signed-on', paper.signedOn, dayHint, true)}
<div class="ds-field" id="paper-file" hidden><label class="ds-label" for="file">${paper.file}</label><p class="hint" id="file-hint">${paper.fileHint}</p><input type="file" id="file" aria-describedby="file-hint"></div>
${line('hash', paper.hash, paper.hashHint, true)}
${line('reason', paper.reason, '', true)}
${submit(paper.go)}</form>
<p><a class="ds-link" href="${href(handlingPath(orgnr))}">${back}</a></p>`,
  };
}
