import type { TemplateState } from './template.ts';

export type TemplateStep = 'revise' | 'publish' | 'unpublish' | 'block' | 'unblock';

/**
 * The life of a template, one row for each way on. `version`: what the step does to it. A draft that has never been
 * published is revised in place; what has been published is a version that stays as it was.
 *
 *   draft ─publish→ published ─unpublish→ unpublished ─revise→ draft (the next version), ─publish→ published
 *   published, unpublished ─block→ blocked ─unblock→ unpublished
 */
const rows: readonly {
  readonly step: TemplateStep;
  readonly from: TemplateState;
  readonly to: TemplateState;
  readonly version: 'same' | 'next';
}[] = [
  { step: 'revise', from: 'draft', to: 'draft', version: 'same' },
  { step: 'revise', from: 'unpublished', to: 'draft', version: 'next' },
  { step: 'publish', from: 'draft', to: 'published', version: 'same' },
  { step: 'publish', from: 'unpublished', to: 'published', version: 'same' },
  { step: 'unpublish', from: 'published', to: 'unpublished', version: 'same' },
  { step: 'block', from: 'published', to: 'blocked', version: 'same' },
  { step: 'block', from: 'unpublished', to: 'blocked', version: 'same' },
  { step: 'unblock', from: 'blocked', to: 'unpublished', version: 'same' },
];

/** Where the step leads, or `undefined` where it is not open. */
export function templateStep(
  step: TemplateStep,
  state: TemplateState,
): { readonly to: TemplateState; readonly version: 'same' | 'next' } | undefined {
  const row = rows.find((one) => one.step === step && one.from === state);
  return row && { to: row.to, version: row.version };
}

/** The steps that are open, in the order of the table. An adopted template has no words of its own to revise. */
export function openTemplateSteps(state: TemplateState, adopted: boolean): readonly TemplateStep[] {
  return rows
    .filter((row) => row.from === state && !(adopted && row.step === 'revise'))
    .map(({ step }) => step);
}
