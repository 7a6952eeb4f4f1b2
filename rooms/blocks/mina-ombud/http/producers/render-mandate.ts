import { swedishTime } from '@ena/kernel/time.ts';
import type { EndedBy, Mandate, Permission, Signatory } from '../../domain/mandate.ts';
import type { Standing } from '../../domain/standing.ts';
import { toldCreator, toldEnder } from '../../domain/told.ts';
import type { MandateSeen } from '../../use-cases/search-mandates.ts';
import type {
  Behorighet,
  Behorighetsobjekt,
  Fullmakt,
  FullmaktMetadata,
  FullmaktSignatar,
  FullmaktUtdelning,
  UnsignedFullmaktMetadataResponse,
} from '../../wire/fullmakt-metadata-response.ts';
import type { AterkalladFullmaktDetaljer, FullmaktListItem } from '../../wire/hamta-fullmakter-response.ts';
import { renderNamnIdentitet } from '../../wire/identitetsbeteckning.ts';
import { renderRole } from './render-authority.ts';

/*
 * Mandates as the contract writes them. Version 1 knows nothing of passing on: its members for that are left out, and
 * what a delegator ended counts as ended by the grantor. https://static.minaombud.se/openapi/dfm_konsument_v2.yaml
 */

export type Version = 'v1' | 'v2';

const status = { past: 'HISTORISK', coming: 'AKTUELL', valid: 'GILTIG' } as const satisfies Record<
  Standing,
  string
>;

const part = {
  grantor: 'FULLMAKTSGIVARE',
  holder: 'FULLMAKTSHAVARE',
  'relying-party': 'TREDJEMAN',
  delegator: 'UTDELARE',
} as const satisfies Record<EndedBy, string>;

export function renderListItem(version: Version, seen: MandateSeen): FullmaktListItem {
  const { mandate } = seen;
  return {
    id: mandate.id,
    ...renderMetadataBase(version, seen),
    rubrik: mandate.title,
    ...renderDays(mandate),
    tredjeman: mandate.relyingParty.id,
    fullmaktsgivare: renderNamnIdentitet(mandate.grantor),
    fullmaktsgivarroll: renderRole(mandate.grantorRole),
    fullmaktshavare: mandate.holders.map(renderNamnIdentitet),
    ...(version === 'v2' && {
      vidaredelning: mandate.mayDelegate,
      transportfullmakt: mandate.parent !== undefined,
    }),
  };
}

/** All but the instant and the signature of the answer about one mandate. */
export function renderFullmakt(
  version: Version,
  seen: MandateSeen,
  passedOn: readonly MandateSeen[] | undefined,
): Omit<UnsignedFullmaktMetadataResponse, 'svarstidpunkt'> {
  return {
    fullmakt: renderContent(version, seen.mandate),
    metadata: renderMetadata(version, seen, passedOn),
  };
}

function renderContent(version: Version, mandate: Mandate): Fullmakt {
  const { template, parent, relyingParty, permissions } = mandate;
  return {
    id: mandate.id,
    ursprung: { mall: template.id, ...(parent !== undefined && { fullmakt: parent }) },
    rubrik: mandate.title,
    beskrivning: renderDescription(mandate),
    ...renderDays(mandate),
    skapare: renderNamnIdentitet(toldCreator(mandate)),
    skapadTidpunkt: swedishTime(mandate.createdAt),
    ...(version === 'v2' && { vidaredelning: mandate.mayDelegate }),
    transportfullmakt: parent !== undefined,
    fullmaktsgivare: renderNamnIdentitet(mandate.grantor),
    fullmaktsgivarroll: renderRole(mandate.grantorRole),
    fullmaktshavare: mandate.holders.map(renderNamnIdentitet),
    tredjeman: { id: relyingParty.id, namn: relyingParty.name },
    signatarer: mandate.signatories.map(renderSignatory),
    behorigheter: version === 'v1' ? permissions.map(renderNested) : permissions.map(renderPermission),
  };
}

function renderMetadata(
  version: Version,
  seen: MandateSeen,
  passedOn: readonly MandateSeen[] | undefined,
): FullmaktMetadata {
  return {
    ...renderMetadataBase(version, seen),
    underskrifter: seen.mandate.signatures.map(({ person, at }) => ({
      person: renderNamnIdentitet(person),
      tidpunkt: swedishTime(at),
    })),
    ...(version === 'v2' && passedOn !== undefined && { utdelningar: passedOn.map(renderPassedOn) }),
  };
}

function renderMetadataBase(version: Version, { mandate, standing, delegated }: MandateSeen) {
  return {
    referensnummer: mandate.reference,
    registreringstidpunkt: swedishTime(mandate.registeredAt),
    ...(mandate.ended !== undefined && { aterkallad: renderEnding(version, mandate.ended) }),
    status: status[standing],
    ...(version === 'v2' && { vidaredelad: delegated }),
  };
}

const longestDescription = 500;

/** The contract has no member for limits; whoever reads the mandate is to meet them before what it gives. */
function renderDescription({ limits, description }: Mandate): string {
  if (limits.length === 0) return description;
  const kinds = [...Map.groupBy(limits, ({ kind }) => kind)].map(
    ([kind, same]) => `${limitNames[kind]} ${same.map(({ value }) => value).join(' eller ')}`,
  );
  const text = `Begränsad, gäller bara ${kinds.join(' och ')}. ${description}`;
  return text.length <= longestDescription ? text : `${text.slice(0, longestDescription - 1)}…`;
}

const limitNames = { case: 'ärende', property: 'fastighet', unit: 'enhet' } as const;

function renderEnding(version: Version, ending: NonNullable<Mandate['ended']>): AterkalladFullmaktDetaljer {
  const { by, at } = ending;
  const person = toldEnder(ending);
  return {
    part: part[version === 'v1' && by === 'delegator' ? 'grantor' : by],
    ...(person !== undefined && { person: renderNamnIdentitet(person) }),
    tidpunkt: swedishTime(at),
  };
}

function renderDays({ validFrom, validTo }: Mandate) {
  return { giltigFrom: validFrom, ...(validTo !== undefined && { giltigTom: validTo }) };
}

function renderPassedOn({ mandate, standing, delegated }: MandateSeen): FullmaktUtdelning {
  return {
    id: mandate.id,
    status: status[standing],
    aterkallad: mandate.ended !== undefined,
    ...renderDays(mandate),
    vidaredelning: mandate.mayDelegate,
    vidaredelad: delegated,
    fullmaktshavare: mandate.holders.map(renderNamnIdentitet),
  };
}

function renderSignatory(signatory: Signatory): FullmaktSignatar {
  if (signatory.kind === 'person') return { fysiskPerson: renderNamnIdentitet(signatory.person) };
  return {
    juridiskSignatar: {
      juridiskPerson: renderNamnIdentitet(signatory.organisation),
      foretradare: signatory.representatives.map(renderNamnIdentitet),
    },
  };
}

function renderPermission({ code, title, description }: Permission): Behorighetsobjekt {
  return { kod: code, rubrik: title, ...(description !== undefined && { beskrivning: description }) };
}

/** Version 1: the one type that there is, chosen. */
function renderNested(permission: Permission): Behorighet {
  const { kod, ...texts } = renderPermission(permission);
  return {
    behorighetsobjekt: {
      kod,
      rubrik: texts.rubrik,
      typer: [{ typ: 'aktiv', ...texts, vald: true, niva: 0 }],
    },
  };
}
