import type { Standing } from './requirements.ts';

/** What stands behind a plan of the OpenID Foundation's tests: behind each of its modules, or why none has to be held. */
export type PlanStanding = { readonly plan: string } & (
  | { readonly modules: readonly Standing[] }
  | { readonly notApplicable: string }
);

/** Rows whose ids all begin alike. */
export function allCalled(prefix: string, rows: readonly Standing[]): readonly Standing[] {
  return rows.map((row) => ({ ...row, ids: row.ids.map((id) => `${prefix}${id}`) }));
}
