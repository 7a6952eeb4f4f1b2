import type { Limit, Permission } from './mandate.ts';
import { displayName, type NamedParty } from './party.ts';
import type { Terms } from './proposal.ts';

/**
 * The text that is signed, in Swedish: everything that is granted, nothing else, and the same bytes for the same
 * terms. It holds whole personal numbers, for it says who binds whom; it is never logged.
 */
export function mandateText(id: string, terms: Terms): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['FULLMAKT', [oneLine(terms.title), oneLine(terms.description), `Nummer: ${id}`]],
    ['FULLMAKTSGIVARE', [`${identity(terms.grantor)}, ${grantorRoles[terms.grantorRole]}`]],
    ...delegation(terms),
    ['FULLMAKTSHAVARE', numbered(terms.holders.map(identity))],
    ['GÄLLER HOS', [identity({ kind: 'organisation', ...terms.relyingParty })]],
    [
      terms.holders.length > 1 ? 'VAR OCH EN AV FULLMAKTSHAVARNA FÅR' : 'FULLMAKTSHAVAREN FÅR',
      permissions(terms),
    ],
    ['BEGRÄNSNING', limits(terms.limits)],
    ['TID', [validity(terms)]],
    ['VIDAREDELNING', [passingOn[terms.mayDelegate ? 'allowed' : 'refused']]],
    ['ÅTERKALLELSE', ['Fullmaktsgivaren kan när som helst återkalla fullmakten i Mina ombud.']],
    ['MALL', [`Nummer: ${terms.template.id}, version ${terms.template.version}`]],
  ];
  return `${sections.map(([heading, lines]) => [heading, ...lines].join('\n')).join('\n\n')}\n`;
}

const grantorRoles = { private: 'som privatperson', organisation: 'som organisation' } as const;

const passingOn = {
  allowed: 'Den som har fullmakten får ge den vidare till någon annan, helt eller delvis.',
  refused: 'Den som har fullmakten får inte ge den vidare till någon annan.',
} as const;

function delegation({ delegator, parent }: Terms): readonly (readonly [string, readonly string[]])[] {
  if (delegator === undefined || parent === undefined) return [];
  return [['GES VIDARE AV', [identity(delegator), `Bygger på fullmakten med nummer: ${parent}`]]];
}

const numberNames = {
  person: 'personnummer',
  coordinated: 'samordningsnummer',
  temporary: 'tillfälligt nummer',
  organisation: 'organisationsnummer',
  user: 'användare',
} as const;

function identity(party: NamedParty): string {
  return `${oneLine(displayName(party))}, ${numberNames[party.kind]} ${spelled(party.id)}`;
}

/** The last four digits apart, as people read them. */
function spelled(id: string): string {
  return /^(?:[0-9]{10}|[0-9]{12})$/.test(id) ? `${id.slice(0, -4)}-${id.slice(-4)}` : oneLine(id);
}

function permissions({ permissions: granted }: { permissions: readonly Permission[] }): readonly string[] {
  return numbered(
    granted.map(({ code, title, description }) => {
      const more = description === undefined ? '' : `: ${oneLine(description)}`;
      return `${oneLine(title)}${more} [${oneLine(code)}]`;
    }),
  );
}

const limitNames = { case: 'ärende', property: 'fastighet', unit: 'enhet' } as const;

const oneOf = {
  case: 'Det gäller ett av dessa ärenden',
  property: 'Det gäller en av dessa fastigheter',
  unit: 'Det gäller en av dessa enheter',
} as const;

/** Limits of one kind are alternatives; where there are several kinds, one thing of each must be the right one. */
function limits(given: readonly Limit[]): readonly string[] {
  if (given.length === 0)
    return ['Inget visst ärende, ingen viss fastighet och ingen viss enhet är angiven.'];
  const kinds = [...Map.groupBy(given, ({ kind }) => kind)];
  const listed = kinds.map(([, same]) =>
    same.map(({ kind, value }) => `– ${limitNames[kind]} ${oneLine(value)}`),
  );
  if (kinds.length === 1) return ['Fullmakten gäller bara:', ...listed.flat()];
  const conditions = kinds.flatMap(([kind], i) => [`${i + 1}. ${oneOf[kind]}:`, ...(listed[i] ?? [])]);
  return ['Fullmakten gäller bara där alla dessa villkor är uppfyllda:', ...conditions];
}

function validity({ validFrom, validTo }: Terms): string {
  const end = validTo === undefined ? 'tills vidare' : `till och med ${validTo}`;
  return `Från och med ${validFrom} ${end}. Den gäller tidigast när den är registrerad.`;
}

function numbered(lines: readonly string[]): readonly string[] {
  return lines.map((line, i) => `${i + 1}. ${line}`);
}

/** No value can begin a line of its own, turn the direction of reading or hide. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
