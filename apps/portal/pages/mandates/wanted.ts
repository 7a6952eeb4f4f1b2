import type { Limit, LimitKind, Mandate, Proposal, Template, Wanted } from '@ena/client/mandates.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import type { Form } from '../../shell/visit.ts';

/** What step three asks for; who is involved is known before it. */
export type Content = Pick<Wanted, 'permissions' | 'limits' | 'validFrom' | 'validTo' | 'mayDelegate'>;

const usualMonths = 12;

/** Where a new mandate begins: what must be granted and nothing more, for a year at most. */
export function firstContent({ content }: Template, now: number): Content {
  const obligatory = content.permissions.filter((one) => one.obligatory);
  const granted = obligatory.length > 0 ? obligatory : content.permissions.slice(0, 1);
  const today = swedishDate(now);
  return {
    permissions: granted.map(({ code }) => code),
    limits: [],
    validFrom: today,
    validTo: monthsOn(today, Math.min(usualMonths, content.longestMonths ?? usualMonths)),
    mayDelegate: false,
  };
}

/** What is passed on begins as all of it, and can be made less. */
export function contentPassedOn(parent: Mandate, now: number): Content {
  const { permissions, limits, validTo } = parent;
  return {
    permissions: permissions.map(({ code }) => code),
    limits,
    validFrom: swedishDate(now),
    ...(validTo !== undefined && { validTo }),
    mayDelegate: false,
  };
}

/** The same day so many months on, or the last of that month where it has no such day. */
function monthsOn(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The content of a proposal, so that a form can show it. */
export function contentOf({ terms }: Proposal): Content {
  const { permissions, limits, validFrom, validTo, mayDelegate } = terms;
  return {
    permissions: permissions.map(({ code }) => code),
    limits,
    validFrom,
    ...(validTo !== undefined && { validTo }),
    mayDelegate,
  };
}

/** Who is involved in a proposal, in the words in which it is asked for anew. */
export function partiesOf({ state, terms }: Proposal): Omit<Wanted, keyof Content> {
  const { template, parent, delegator, grantor, grantorRole, holders } = terms;
  const { kind, id } = delegator ?? grantor;
  return {
    template: template.id,
    ...(parent !== undefined && { parent }),
    ...(state === 'requested' && { grantor: { kind, id } }),
    grantorRole,
    holders: holders.map((one) => ({ kind: one.kind, id: one.id, name: one.name })),
  };
}

/** What was filled in. */
export function contentIn(form: Form, kinds: readonly LimitKind[]): Content {
  const validTo = (form['valid-to'] ?? '').trim();
  return {
    permissions: Object.keys(form)
      .filter((name) => /^permission-\d{1,3}$/.test(name))
      .map((name) => form[name] ?? ''),
    limits: kinds.flatMap((kind) => limitsIn(form, kind)),
    validFrom: (form['valid-from'] ?? '').trim(),
    ...(validTo !== '' && { validTo }),
    mayDelegate: form['may-delegate'] === 'yes',
  };
}

/** One on each line. */
function limitsIn(form: Form, kind: LimitKind): readonly Limit[] {
  const lines = (form[`limit-${kind}`] ?? '').split(/\r?\n/);
  return lines.flatMap((line) => (line.trim() === '' ? [] : [{ kind, value: line.trim() }]));
}
