import type { Problem } from '@ena/kernel/http/problem.ts';
import { Type } from 'typebox';

/** The only body that an error of the standard may have. */
export const Fel = Type.Object({ message: Type.String() }, { additionalProperties: false });

/** One thing that is wrong with a question, and where. */
export interface Felplats {
  readonly path: string;
  readonly text: string;
}

/** `Bad request: fraga.parter[0].kund.typ …; …`: every place once, in order of the paths. */
export function felText(places: readonly Felplats[]): string {
  const byPath = new Map<string, string>();
  for (const { path, text } of places) if (!byPath.has(path)) byPath.set(path, text);
  const sorted = [...byPath].sort(([a], [b]) => (a < b ? -1 : 1));
  return `Bad request: ${sorted.map(([path, text]) => `${path} ${text}`).join('; ')}`;
}

/** What the kernel found wrong with a body. It never repeats a value, and neither does this. */
export function felplatserOf(errors: NonNullable<Problem['errors']>): readonly Felplats[] {
  return errors.map(({ pointer, detail }) => ({ path: pathOf(pointer), text: inSwedish(detail) }));
}

/** `fraga.parter[2].kund` from `/fraga/parter/2/kund`. */
export function pathOf(pointer: string): string {
  if (pointer === '') return 'frågan';
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^[0-9]{1,4}$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** The validator's words by how they begin, in the order tried; what is not here is wrong in some other way. */
const words: readonly (readonly [RegExp, (number: string) => string])[] = [
  [/^must have required prop/, () => 'saknas'],
  [/^must be (?:a )?string/, () => 'ska vara en text'],
  [/^must be (?:a )?boolean/, () => 'ska vara true eller false'],
  [/^must be (?:an? )?(?:integer|number)/, () => 'ska vara ett heltal'],
  [/^must be (?:an )?array/, () => 'ska vara en lista'],
  [/^must be (?:an )?object/, () => 'ska vara ett objekt'],
  [/^must match pattern/, () => 'har fel form'],
  [/^must be equal to/, () => 'har ett värde som inte är tillåtet'],
  [/^must not have more than (\d+) characters/, (most) => `är längre än ${most} tecken`],
  [/^must not have fewer than (\d+) characters/, () => 'är tom'],
  [/^must not have more than (\d+) items/, (most) => `har fler än ${most} värden`],
  [/^must not have fewer than (\d+) items/, () => 'är tom'],
  [/^must not have fewer than (\d+) properties/, () => 'ska ha kund eller arende'],
  [/^must not have duplicate items/, () => 'har samma värde flera gånger'],
  [/^must be >= (-?\d+)/, (least) => `ska vara minst ${least}`],
  [/^must be <= (-?\d+)/, (most) => `får vara högst ${most}`],
];

function inSwedish(detail: string): string {
  for (const [form, text] of words) {
    const match = form.exec(detail);
    if (match !== null) return text(match[1] ?? '');
  }
  return 'är inte giltigt';
}
