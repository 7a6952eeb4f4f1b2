import type { Mandate, MandateChange } from '@ena/client/mandates.ts';
import type { Page } from '@ena/client/outcome.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import { minuteTime } from '../../shell/time.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { historyPart } from './history.ts';
import { mostAtOnce, pageLinks, pageNumber } from './paging.ts';
import { nameOf } from './party.ts';
import { reasonPart } from './reason.ts';
import { signaturesPart } from './signatures.ts';
import { termsView } from './terms-view.ts';
import { actedFor, forQuery, isId, type MandateTools, refusedPage, start } from './tools.ts';
import { findTree, type Tree, treePart } from './tree.ts';

/** Where a mandate is shown. */
export const mandatePath = `${start}/fullmakt`;

/** Under which name the history turns its pages. */
const historyName = 'historik';

export function mandatePage(tools: MandateTools): PageRow {
  return {
    name: 'MandatePage',
    path: `${mandatePath}/:id`,
    summary: 'En fullmakt',
    who: 'signed-in',
    show: async (visit) => {
      const { id } = visit.params;
      if (!isId(id)) return notFoundPage(visit);
      const api = tools.own(visit);
      const [mandate, history] = await Promise.all([
        api.mandate(id, actedFor(visit)),
        api.history(id, { limit: mostAtOnce, page: pageNumber(visit, historyName), ...forQuery(visit) }),
      ]);
      if (mandate.kind !== 'ok') return refusedPage(visit, mandate);
      return page(visit, {
        mandate: mandate.value,
        ...(history.kind === 'ok' && { history: history.value }),
        tree: await findTree(tools, visit, mandate.value),
      });
    },
  };
}

interface Shown {
  readonly mandate: Mandate;
  /** Absent where it could not be read. */
  readonly history?: Page<MandateChange>;
  readonly tree: Tree;
}

function page(visit: OwnVisit, { mandate, history, tree }: Shown): Answer {
  const { view } = visit.t.mandates;
  return {
    kind: 'page',
    title: `${mandate.title}, ${mandate.holders.map(nameOf).join(', ')}`,
    content: html`<h1 class="ds-heading" data-size="lg">${mandate.title}</h1>
<p class="lead">${mandate.description}</p>
${standingPart(visit, mandate)}
<dl><dt>${view.reference}</dt><dd>${mandate.reference}</dd></dl>
${termsView(visit, mandate)}
${actions(visit, mandate)}
${signaturesPart(visit, mandate)}
<h2 class="ds-heading" data-size="md">${view.tree}</h2>
${treePart(visit, mandate, tree)}
<h2 class="ds-heading" data-size="md" id="${historyName}">${view.history}</h2>
${historyPart(visit, history?.items ?? [])}
${history && pageLinks(visit, { path: `${mandatePath}/${mandate.id}`, total: history._meta.totalRecords, caption: view.history, name: historyName, per: mostAtOnce })}
<p><a class="ds-link" href="${visit.href(`${start}/fragor`)}">${view.lookups}</a></p>
<p><a class="ds-link" href="${visit.href(start)}">${visit.t.mandates.errors.back}</a></p>`,
  };
}

const colours = { valid: 'success', coming: 'info', past: 'neutral' } as const;

/** Whether it is in force, and how it ended. */
export function standingPart(visit: OwnVisit, { standing, ended }: Mandate): Html {
  const { view, endedBy, standing: names } = visit.t.mandates;
  return html`<p><span class="ds-tag" data-color="${colours[standing]}">${names[standing]}</span></p>
${ended && html`<p>${view.ended(endedBy[ended.by], minuteTime(ended.at))}</p>${reasonPart(visit, ended)}`}`;
}

/** Only what the API says that the reader may do now. */
function actions({ t, href }: OwnVisit, { id, mayDo }: Mandate): Html | undefined {
  const { view } = t.mandates;
  const links = [
    mayDo.includes('pass-on') && { to: 'ge-vidare', text: view.passOn },
    mayDo.includes('revoke') && { to: 'aterkalla', text: view.revoke },
    mayDo.includes('return') && { to: 'lamna-tillbaka', text: view.return },
  ].filter((one) => one !== false);
  if (links.length === 0) return undefined;
  return html`<p class="actions">${links.map(({ to, text }) => html`<a class="ds-button" data-variant="secondary" href="${href(`${mandatePath}/${id}/${to}`)}">${text}</a> `)}</p>`;
}
