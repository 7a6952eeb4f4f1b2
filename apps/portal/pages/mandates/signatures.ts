import type { Mandate, NamedParty } from '@ena/client/mandates.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import { scrollTable } from '../../shell/table.ts';
import { minuteTime } from '../../shell/time.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { isProtected, nameOf } from './party.ts';
import { actedFor, isId, type MandateTools, refusedPage, start } from './tools.ts';

/** Whence the mandate has its force: each signature as a file, the document on paper, or the law. */
export function signaturesPart(visit: OwnVisit, mandate: Mandate): Html {
  const { view } = visit.t.mandates;
  const { basis, signatures } = mandate;
  return html`<h2 class="ds-heading" data-size="md">${view.signatures}</h2>
${basis.relation && html`<p>${view.law[basis.relation]}</p>`}
${basis.kind === 'paper' && html`<p>${view.paper}</p><dl><dt>${view.hash}</dt><dd class="code">${basis.documentHash}</dd></dl>`}
${signatures.length > 0 && signatureTable(visit, mandate)}
${signatures.some(({ artefactHash }) => artefactHash !== undefined) && textLink(visit, mandate)}`;
}

/** The bytes that the signatures are over: each of them is verified with this file. */
function textLink({ t, href }: OwnVisit, { id }: Mandate): Html {
  const path = href(`${start}/fullmakt/${id}/text`);
  return html`<p><a class="ds-link" href="${path}" download>${t.mandates.view.downloadText}</a></p>`;
}

function signatureTable(visit: OwnVisit, mandate: Mandate): Html {
  const { t, href } = visit;
  const { view } = t.mandates;
  const { id, signatures } = mandate;
  return scrollTable(
    view.signatures,
    [view.signer, view.at, view.file],
    signatures.map(({ person, at, artefactHash }) => [
      html`${nameOf(person)}`,
      html`${minuteTime(at)}`,
      artefactHash === undefined
        ? html`${whyNoFile(visit, mandate, person)}`
        : html`<a class="ds-link" href="${href(`${start}/fullmakt/${id}/underskrift/${artefactHash}`)}" download>${view.download}<span class="ds-sr-only">: ${nameOf(person)}</span></a>`,
    ]),
  );
}

/** On paper there is none, a protected person's is not shown, and what the sandbox begins with was never signed. */
function whyNoFile({ t }: OwnVisit, { basis }: Mandate, signer: NamedParty): string {
  const { view } = t.mandates;
  if (basis.kind === 'paper') return view.onPaper;
  return isProtected(signer) ? view.veiledFile : view.noFile;
}

export function mandateSignatureFile(tools: MandateTools): PageRow {
  return {
    name: 'MandateSignatureFile',
    path: `${start}/fullmakt/:id/underskrift/:hash`,
    summary: 'En e-underskrift av en fullmakt, som fil',
    who: 'signed-in',
    show: async (visit) => {
      const { id, hash = '' } = visit.params;
      if (!isId(id) || !/^[0-9a-f]{64}$/.test(hash)) return notFoundPage(visit);
      const outcome = await tools.own(visit).signature(id, hash, actedFor(visit));
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      return { kind: 'file', name: `underskrift-${hash.slice(0, 16)}.txt`, text: outcome.value };
    },
  };
}

export function mandateTextFile(tools: MandateTools): PageRow {
  return {
    name: 'MandateTextFile',
    path: `${start}/fullmakt/:id/text`,
    summary: 'Texten som en fullmakts underskrifter gäller, som fil',
    who: 'signed-in',
    show: async (visit) => {
      const { id } = visit.params;
      if (!isId(id)) return notFoundPage(visit);
      const outcome = await tools.own(visit).mandateText(id, actedFor(visit));
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      return { kind: 'file', name: `fullmakt-${id}.txt`, text: outcome.value };
    },
  };
}
