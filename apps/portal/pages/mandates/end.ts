import type { Mandate } from '@ena/client/mandates.ts';
import { errorSummary, type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { mandatePath } from './mandate.ts';
import { nameOf } from './party.ts';
import { oneLine } from './plain-text.ts';
import { reasonFault } from './reason.ts';
import { actedFor, isId, isRevision, type MandateTools, refusedPage } from './tools.ts';
import { findTree, type Tree, treePart } from './tree.ts';

/** The two ways in which a party ends a mandate, each with its own page to confirm it. */
const ways = {
  revoke: { to: 'aterkalla', call: 'revocation', name: 'RevokeMandate', summary: 'Återkalla en fullmakt' },
  return: {
    to: 'lamna-tillbaka',
    call: 'return',
    name: 'ReturnMandate',
    summary: 'Lämna tillbaka en fullmakt',
  },
} as const;

export type Way = keyof typeof ways;

export function endPage(tools: MandateTools, way: Way): PageRow {
  const { to, name, summary } = ways[way];
  return {
    name: `${name}Page`,
    path: `${mandatePath}/:id/${to}`,
    summary,
    who: 'signed-in',
    show: (visit) => confirm(tools, visit, way, '', []),
  };
}

export function endForm(tools: MandateTools, way: Way): FormRow {
  const { to, call, name, summary } = ways[way];
  return {
    name,
    path: `${mandatePath}/:id/${to}`,
    summary,
    who: 'signed-in',
    take: async (visit, form) => {
      const { id } = visit.params;
      if (!isId(id) || !isRevision(form.revision)) return notFoundPage(visit);
      const reason = oneLine(form.reason);
      const message = reasonFault(visit, reason, false);
      if (message !== undefined) return confirm(tools, visit, way, reason, [{ field: 'reason', message }]);
      const words = reason === '' ? {} : { reason };
      const outcome = await tools.own(visit).end(id, call, Number(form.revision), words, actedFor(visit));
      return outcome.kind === 'ok'
        ? { kind: 'redirect', to: `${mandatePath}/${id}` }
        : refusedPage(visit, outcome);
    },
  };
}

async function confirm(
  tools: MandateTools,
  visit: OwnVisit,
  way: Way,
  reason: string,
  errors: readonly FieldError[],
): Promise<Answer> {
  const { id } = visit.params;
  if (!isId(id)) return notFoundPage(visit);
  const outcome = await tools.own(visit).mandate(id, actedFor(visit));
  if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
  const mandate = outcome.value;
  if (!mandate.mayDo.includes(way)) return { kind: 'redirect', to: `${mandatePath}/${id}` };
  const tree = await findTree(tools, visit, mandate);
  const { end } = visit.t.mandates;
  return {
    kind: 'page',
    title: end[`${way}Title`],
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: content(visit, { way, mandate, tree, reason, errors }),
  };
}

interface Shown {
  readonly way: Way;
  readonly mandate: Mandate;
  readonly tree: Tree;
  /** As it came back. */
  readonly reason: string;
  readonly errors: readonly FieldError[];
}

/** Says exactly what ends, before anything does. */
function content(visit: OwnVisit, { way, mandate, tree, reason, errors }: Shown): Html {
  const { t, href, session } = visit;
  const { end } = t.mandates;
  const { id, revision, holders, permissions, relyingParty, delegated } = mandate;
  const who = holders.map(nameOf).join(', ');
  const what = permissions.map(({ title }) => title).join('; ');
  return html`<h1 class="ds-heading" data-size="lg">${end[`${way}Title`]}</h1>
${errorSummary(errors, t)}
<div class="ds-alert" data-color="warning"><h2 class="ds-heading" data-size="xs">${mandate.title}</h2>
<p>${end.ends}</p><p>${end.right(who, what, relyingParty.name)}</p>
${delegated && html`<p>${end.passedOn}</p>`}</div>
${delegated && treePart(visit, mandate, tree)}
<p>${end.told} ${end.final}</p>
<form class="stack" method="post" action="${href(`${mandatePath}/${id}/${ways[way].to}`)}" novalidate>
${tokenField(session)}<input type="hidden" name="revision" value="${revision}">
${field({ id: 'reason', label: end.reason, value: reason, required: false, autocomplete: 'off' }, errors, t)}
<p class="actions">${submit(end[way])}
<a class="ds-button" data-variant="secondary" href="${href(`${mandatePath}/${id}`)}">${end.keep}</a></p>
</form>`;
}
