import type { Text } from '@ena/client/verify/verdict.ts';
import register from '../../data/accessibility.json' with { type: 'json' };

/** The ten situations of use that Digg's guidance orders defects by. */
export const situations = [
  'no-sight',
  'limited-sight',
  'limited-colour',
  'no-hearing',
  'limited-hearing',
  'no-voice',
  'limited-dexterity',
  'limited-reach',
  'flicker',
  'cognitive',
] as const;

export type Situation = (typeof situations)[number];

/** A defect that is known: in which situations it stands in the way, since when, and when it will be mended. */
export interface Defect {
  readonly what: Text;
  readonly situations: readonly Situation[];
  readonly criterion: string;
  readonly reason: Text;
  readonly since: string;
  readonly planned: string | null;
}

/** What the statement is made of: data/accessibility.json, which its owner keeps. */
export interface Register {
  readonly actor: Text;
  readonly service: Text;
  readonly compliance: 'full' | 'partial' | 'none';
  readonly assessedOn: string;
  readonly updatedOn: string;
  readonly method: 'self' | 'external';
  readonly methodText: Text;
  readonly report: { readonly url: string };
  readonly defects: readonly Defect[];
  /** Content that would be a disproportionate burden (12 § lagen), each with its grounds. */
  readonly unreasonable: readonly Text[];
  /** Content outside the act (9 § lagen). */
  readonly outside: readonly Text[];
}

export const accessibilityRegister = register as Register;
