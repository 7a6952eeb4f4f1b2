import { swedishDate } from '@ena/kernel/time.ts';
import type { GrantorRole, Mandate } from '../domain/mandate.ts';
import type { NamedParty } from '../domain/party.ts';
import type { Template } from '../domain/template.ts';
import { karlskrona, sandboxTemplates, sundsvall } from './sandbox-templates.ts';

const person = (id: string, givenName: string, name: string): NamedParty => ({
  kind: 'person',
  id,
  name,
  givenName,
});
const company = (id: string, name: string): NamedParty => ({ kind: 'organisation', id, name });

/** Test persons and companies whom the published clients of Mina ombud are written against, and two of the sandbox's own. */
const beri = person('198602262381', 'Beri', 'Ylles');
const herman = person('195004112354', 'Bernt Herman', 'Ört');
const jenny = person('198101052382', 'Jenny', 'Svensson');
const paul = person('195809132896', 'Paul Ingemar', 'Vall');
const riitta = person('198602052386', 'Riitta', 'Rantanen');
const maria = person('196709132887', 'Anette Maria', 'Johansson');
const petronella = person('198602102389', 'Petronella', 'Malteskog');
const justin = person('198602062393', 'Justin', 'Wikström');
const books = company('5561929323', 'TB Bokföringsbyrå AB');
const floors = company('5563454502', 'TB Valls Golv AB');
const haulage = company('5564362068', 'TB Åkeri och Östgods AB');
const forest = company('5561733360', 'TB Skog och Ängar AB');

/** A case handler of Karlskrona kommun in the sandbox. */
export const sandboxHandler = {
  organisation: karlskrona.id,
  person: person('197911012388', 'Agnes', 'Provström'),
};

interface Planned {
  readonly id: string;
  readonly number: number;
  readonly template: Template;
  readonly at: { readonly id: string; readonly name: string };
  readonly grantor: NamedParty;
  readonly signers: readonly NamedParty[];
  readonly holders: readonly NamedParty[];
  readonly codes: readonly string[];
}

const { building, restaurant, economy, sundsvallBuilding } = sandboxTemplates;

const planned: readonly Planned[] = [
  granted(
    '8ba13558-f639-40ca-a009-52c0cad0414f',
    1,
    restaurant,
    books,
    [maria],
    [beri],
    ['servering.ansok', 'servering.folkol'],
  ),
  granted(
    '1c0f6b52-3d8e-4f7a-b1c4-9e2a7d5b0002',
    2,
    building,
    haulage,
    [petronella, justin],
    [beri, jenny],
    ['bygglov.ansok', 'bygglov.las'],
  ),
  granted('2d1a7c63-4e9f-4a8b-82d5-af3b8e6c0003', 3, economy, floors, [paul], [herman], ['ekonomi.fakturor']),
  granted('3e2b8d74-5fa0-4b9c-93e6-b04c9f7d0004', 4, building, riitta, [riitta], [beri], ['bygglov.ansok']),
  granted('4f3c9e85-60b1-4cad-a4f7-c15daf8e0005', 5, economy, forest, [riitta], [books], ['ekonomi.stod']),
  {
    ...granted(
      '5a4dafb6-71c2-4dbe-b508-d26eb09f0006',
      6,
      sundsvallBuilding,
      floors,
      [paul],
      [herman],
      ['bygglov.ansok'],
    ),
    at: sundsvall,
  },
];

function granted(
  id: string,
  number: number,
  template: Template,
  grantor: NamedParty,
  signers: readonly NamedParty[],
  holders: readonly NamedParty[],
  codes: readonly string[],
): Planned {
  return { id, number, template, at: karlskrona, grantor, signers, holders, codes };
}

/**
 * Mandates with which the questions of the published samples have an answer; valid from the day before `now` for two
 * years. Nobody signed them: their text hash is of nothing, and their reason in the history says so.
 */
export function sandboxMandates(now: number): readonly Mandate[] {
  return planned.map((one) => mandate(one, now));
}

const noText = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function mandate(
  { id, number, template, at, grantor, signers, holders, codes }: Planned,
  now: number,
): Mandate {
  const isCompany = grantor.kind === 'organisation';
  const role: GrantorRole = isCompany ? 'organisation' : 'private';
  const { title, description, permissions } = template.content;
  const creator = signers[0] ?? grantor;
  return {
    id,
    reference: `${isCompany ? 'MOF' : 'MOP'}${String(number).padStart(10, '0')}`,
    template: { id: template.id, version: template.version },
    title,
    description,
    relyingParty: at,
    grantor,
    grantorRole: role,
    holders,
    permissions: permissions
      .filter(({ code }) => codes.includes(code))
      .map(({ obligatory, ...permission }) => permission),
    limits: [],
    validFrom: swedishDate(now - 86_400_000),
    validTo: swedishDate(now + 700 * 86_400_000),
    mayDelegate: template.content.mayDelegate,
    signatories: isCompany
      ? [{ kind: 'organisation', organisation: grantor, representatives: signers }]
      : [{ kind: 'person', person: grantor }],
    signatures: signers.map((signer) => ({ person: signer, at: now - 86_400_000 })),
    basis: { kind: 'signed', textHash: noText },
    creator,
    createdAt: now - 86_400_000,
    registeredAt: now - 86_400_000,
    revision: 1,
  };
}
