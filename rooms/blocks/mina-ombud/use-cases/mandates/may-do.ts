import { checkEnding } from '../../domain/ending.ts';
import { standingOn } from '../../domain/standing.ts';
import type { Part, SeenMandate } from './parts.ts';

/** What can be done with a mandate by someone whom it concerns. */
export type MandateStep = 'revoke' | 'return' | 'invalidate' | 'pass-on';

/** Who ends a mandate in which way, in the order in which the parts are tried. */
export const enders = {
  revoke: ['grantor', 'delegator'],
  return: ['holder'],
  invalidate: ['handler'],
} as const satisfies Record<Exclude<MandateStep, 'pass-on'>, readonly Part[]>;

export type EndingStep = keyof typeof enders;

export function mayDo(
  { mandate, parts }: Pick<SeenMandate, 'mandate' | 'parts'>,
  day: string,
): readonly MandateStep[] {
  const ends = (Object.keys(enders) as EndingStep[]).filter((step) => {
    const part = enders[step].find((one) => parts.includes(one));
    return part !== undefined && checkEnding(mandate, endedBy(part), day) === 'open';
  });
  const passes = mandate.mayDelegate && parts.includes('holder') && standingOn(mandate, day) === 'valid';
  return passes ? [...ends, 'pass-on'] : ends;
}

/** As what the part is written down when it ends a mandate. */
export function endedBy(part: (typeof enders)[EndingStep][number]) {
  return part === 'handler' ? 'relying-party' : part;
}
