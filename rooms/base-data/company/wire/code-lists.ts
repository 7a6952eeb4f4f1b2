import type { IdentityKind } from '../domain/identity.ts';

/** A published list: code to plain text. A code that a list lacks is answered with an empty text, never guessed. */
type CodeList = Readonly<Record<string, string>>;

export const identitetsbeteckningstyp: Readonly<
  Record<IdentityKind, { readonly kod: string; readonly klartext: string }>
> = {
  organisation: { kod: 'ORGANISATIONSNUMMER', klartext: 'Organisationsnummer' },
  personal: { kod: 'PERSONNUMMER', klartext: 'Personnummer' },
  coordination: { kod: 'SAMORDNINGSNUMMER', klartext: 'Samordningsnummer' },
  substitute: { kod: 'GDNUMMER', klartext: 'GD-nummer' },
  estate: { kod: 'DODSBO', klartext: 'Dödsbo' },
  foreign: {
    kod: 'UTLANDSK_JURIDISK_IDENTITETSBETECKNING',
    klartext: 'Utländsk juridisk identitetsbeteckning',
  },
};

export const land: CodeList = { 'SE-LAND': 'Sverige' };

export const organisationsnamntyp: CodeList = {
  FORETAGSNAMN: 'Företagsnamn',
  FORNAMN_FRSPRAK: 'Företagsnamn på främmande språk',
  NAMN: 'Namn',
  SARSKILT_FORETAGSNAMN: 'Särskilt företagsnamn',
};

export const organisationsform: CodeList = {
  AB: 'Aktiebolag',
  BAB: 'Bankaktiebolag',
  BF: 'Bostadsförening',
  BFL: 'Utländsk banks filial',
  BRF: 'Bostadsrättsförening',
  E: 'Enskild näringsverksamhet',
  EB: 'Enkla bolag',
  EEIG: 'Europeisk ekonomisk intressegruppering',
  EGTS: 'Europeisk gruppering för territoriellt samarbete',
  EK: 'Ekonomisk förening',
  FAB: 'Försäkringsaktiebolag',
  FF: 'Försäkringsförmedlare',
  FL: 'Filial',
  FOF: 'Försäkringsförening',
  HB: 'Handelsbolag',
  I: 'Ideell förening som bedriver näringsverksamhet',
  KB: 'Kommanditbolag',
  KHF: 'Kooperativ hyresrättsförening',
  MB: 'Medlemsbank',
  OFB: 'Ömsesidigt försäkringsbolag',
  OTPB: 'Ömsesidigt tjänstepensionsbolag',
  S: 'Stiftelse som bedriver näringsverksamhet',
  SB: 'Sparbank',
  SCE: 'Europakooperativ',
  SE: 'Europabolag',
  SF: 'Sambruksförening',
  TPAB: 'Tjänstepensionsaktiebolag',
  TPF: 'Tjänstepensionsförening',
  TSF: 'Trossamfund som bedriver näringsverksamhet',
};

export const avregistreringsorsak: CodeList = {
  AKEJH: 'Aktiekapitalet inte höjts',
  ARSEED: 'Årsredovisning saknas',
  AVREG: 'Avregistrerad',
  BABAKEJH: 'Ombildat till bankaktiebolag eller aktiekapitalet inte höjts',
  DELAV: 'Delning',
  DOM: 'Beslut av domstol',
  FUAV: 'Fusion',
  GROMAV: 'Gränsöverskridande ombildning',
  KKAV: 'Konkurs',
  LIAV: 'Likvidation',
  NYINN: 'Ny innehavare',
  OMAV: 'Ombildning',
  OMBAB: 'Ombildat till bankaktiebolag',
  OVERK: 'Overksamhet',
  UTLKKLI: 'Det utländska företagets likvidation eller konkurs',
  VDSAK: 'Verkställande direktör saknas',
  VERKUPP: 'Verksamheten har upphört',
};

export const forfarande: CodeList = {
  AC: 'Ackordsförhandling',
  DEOL: 'Överlåtande vid delning',
  DEOT: 'Övertagande vid delning',
  FR: 'Företagsrekonstruktion',
  FUOL: 'Överlåtande i fusion',
  FUOT: 'Övertagande i fusion',
  GROM: 'Gränsöverskridande ombildning',
  KK: 'Konkurs',
  LI: 'Likvidation',
  OM: 'Ombildning',
  RES: 'Resolution',
};

/** SCB's list of legal forms. */
export const juridiskForm: CodeList = {
  '10': 'Fysiska personer',
  '21': 'Enkla bolag',
  '22': 'Partrederier',
  '23': 'Värdepappersfonder',
  '31': 'Handelsbolag, kommanditbolag',
  '32': 'Gruvbolag',
  '41': 'Bankaktiebolag',
  '42': 'Försäkringsaktiebolag',
  '43': 'Europabolag',
  '49': 'Aktiebolag utom bank- och försäkringsaktiebolag',
  '51': 'Ekonomiska föreningar utom bostadsrättsföreningar',
  '53': 'Bostadsrättsföreningar',
  '54': 'Kooperativa hyresrättsföreningar',
  '55': 'Europakooperativ och Europeisk gruppering för territoriellt samarbete - EGTS',
  '61': 'Ideella föreningar',
  '62': 'Samfällighetsföreningar, vägföreningar, vägsamfälligheter',
  '63': 'Registrerade trossamfund',
  '71': 'Familjestiftelser',
  '72': 'Övriga stiftelser och fonder, inkl pensionsstiftelser och personalstiftelser',
  '81': 'Statliga enheter',
  '82': 'Kommuner',
  '83': 'Kommunalförbund',
  '84': 'Regioner',
  '85': 'Allmänna försäkringskassor',
  '86': 'Enheter inom svenska kyrkan',
  '87': 'Offentliga korporationer och anstalter',
  '88': 'Hypoteksföreningar',
  '89': 'Regionala statliga myndigheter',
  '91': 'Dödsbon',
  '92': 'Ömsesidiga försäkringsbolag',
  '93': 'Sparbanker',
  '94': 'Understödsföreningar',
  '95': 'Arbetslöshetskassor',
  '96': 'Utländska juridiska personer',
  '98': 'Övriga svenska juridiska personer bildade enligt särskild lagstiftning',
  '99': 'Juridisk form ej utredd',
};

export interface Kod {
  readonly kod: string;
  readonly klartext: string;
}

export function kod(list: CodeList, code: string): Kod {
  return { kod: code, klartext: Object.hasOwn(list, code) ? (list[code] ?? '') : '' };
}
