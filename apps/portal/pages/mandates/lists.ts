import type { Mandate, Proposal } from '@ena/client/mandates.ts';
import { type Html, html } from '../../shell/html.ts';
import { scrollTable } from '../../shell/table.ts';
import type { Visit } from '../../shell/visit.ts';
import { nameOf } from './party.ts';
import { validity } from './terms-view.ts';

export interface ListOf<Item> {
  readonly caption: string;
  /** Whose name stands in the second column. */
  readonly side: 'grantor' | 'holder';
  readonly items: readonly Item[];
}

export function mandateTable(visit: Visit, { caption, side, items }: ListOf<Mandate>): Html {
  const { lists, standing, endedBy } = visit.t.mandates;
  if (items.length === 0) return html`<p>${lists.none}</p>`;
  return html`${scrollTable(
    caption,
    [lists.what, side === 'grantor' ? lists.from : lists.to, lists.where, lists.when, lists.state],
    items.map((one) => [
      html`<a class="ds-link" href="${visit.href(`/ombud/fullmakt/${one.id}`)}">${one.title}<span class="ds-sr-only">, ${otherSide(one, side)}</span></a>`,
      html`${otherSide(one, side)}`,
      html`${one.relyingParty.name}`,
      html`${validity(visit, one)}`,
      html`${one.ended === undefined ? standing[one.standing] : endedBy[one.ended.by]}`,
    ]),
  )}`;
}

export function proposalTable(visit: Visit, { caption, side, items }: ListOf<Proposal>): Html {
  const { lists, states } = visit.t.mandates;
  if (items.length === 0) return html`<p>${lists.none}</p>`;
  return html`${scrollTable(
    caption,
    [lists.what, side === 'grantor' ? lists.from : lists.to, lists.where, lists.state],
    items.map((one) => [
      html`<a class="ds-link" href="${visit.href(`/ombud/arende/${one.id}`)}">${one.terms.title}<span class="ds-sr-only">, ${otherSide(one.terms, side)}</span></a>`,
      html`${otherSide(one.terms, side)}`,
      html`${one.terms.relyingParty.name}`,
      html`${states[one.state]}`,
    ]),
  )}`;
}

export function otherSide(
  { grantor, holders }: Pick<Mandate, 'grantor' | 'holders'>,
  side: 'grantor' | 'holder',
): string {
  return side === 'grantor' ? nameOf(grantor) : holders.map(nameOf).join(', ');
}
