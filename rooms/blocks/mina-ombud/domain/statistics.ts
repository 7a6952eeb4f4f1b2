import type { EndedBy, Mandate } from './mandate.ts';
import { type Standing, standingOn } from './standing.ts';

/** How many mandates a version of a template has come to; nothing about whose. */
export interface TemplateCount {
  readonly template: { readonly id: string; readonly version: number };
  readonly title: string;
  readonly standing: Readonly<Record<Standing, number>>;
  readonly basis: Readonly<Record<Mandate['basis']['kind'], number>>;
  readonly endedBy: Readonly<Record<EndedBy, number>>;
}

interface Tally {
  readonly template: TemplateCount['template'];
  readonly title: string;
  readonly standing: Record<Standing, number>;
  readonly basis: Record<Mandate['basis']['kind'], number>;
  readonly endedBy: Record<EndedBy, number>;
}

/** Counts as they pass by; memory grows with the templates, not with the mandates. By title, then version. */
export async function countByTemplate(
  mandates: AsyncIterable<Mandate>,
  day: string,
): Promise<readonly TemplateCount[]> {
  const tallies = new Map<string, Tally>();
  for await (const mandate of mandates) {
    const key = `${mandate.template.id} ${mandate.template.version}`;
    const tally = tallies.get(key) ?? emptyTally(mandate);
    tallies.set(key, tally);
    tally.standing[standingOn(mandate, day)] += 1;
    tally.basis[mandate.basis.kind] += 1;
    if (mandate.ended !== undefined) tally.endedBy[mandate.ended.by] += 1;
  }
  return [...tallies.values()].sort(
    (a, b) => a.title.localeCompare(b.title, 'sv') || a.template.version - b.template.version,
  );
}

function emptyTally({ template, title }: Mandate): Tally {
  return {
    template,
    title,
    standing: { valid: 0, coming: 0, past: 0 },
    basis: { signed: 0, paper: 0, law: 0 },
    endedBy: { grantor: 0, holder: 0, 'relying-party': 0, delegator: 0 },
  };
}
