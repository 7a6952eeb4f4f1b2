import type { Mandate } from '../../rooms/blocks/mina-ombud/domain/mandate.ts';
import type { NamedParty } from '../../rooms/blocks/mina-ombud/domain/party.ts';
import type { Template } from '../../rooms/blocks/mina-ombud/domain/template.ts';
import type { AuthorityFilter, Change } from '../../rooms/blocks/mina-ombud/store/store.ts';

export const today = '2026-11-22';
const relyingParties = 50;
/** One accountant in so many mandates, who holds from so many grantors at one relying party. */
const mandatesPerAccountant = 100_000;
const grantorsPerAccountant = 5_000;
const every = mandatesPerAccountant / grantorsPerAccountant;

const families = ['Öberg', 'Åkesson', 'Ärlig', 'Lindström', 'Hägg', 'Björk', 'Sandén', 'Nyström', 'Wååg'];
const trades = ['Bygg', 'Måleri', 'Åkeri', 'Redovisning', 'Fastigheter', 'Hälsa', 'Konsult', 'Skog'];
const subjects = ['Bygglov', 'Ärenden om barnomsorg', 'Årsredovisning', 'Vatten och avlopp', 'Färdtjänst'];

/**
 * The mandates of a country, each made from its number alone: for every ten of them three grantors; a holder who is
 * no accountant has four, spread over the relying parties; a tenth has run out, a twentieth is ended, and one in
 * fifty has been passed on.
 */
export class Shape {
  readonly mandates: number;
  readonly grantors: number;
  readonly accountants: number;

  constructor(mandates: number) {
    this.mandates = mandates;
    this.grantors = Math.round(mandates * 0.3);
    this.accountants = Math.max(1, Math.floor(mandates / mandatesPerAccountant));
  }

  change(i: number): Change<Mandate> {
    const after = this.mandate(i);
    const { revision, ...set } = after;
    const actor = { kind: 'person', person: after.creator } as const;
    const entry = { subject: 'mandate', id: after.id, number: revision, at: after.registeredAt } as const;
    return { after, entry: { ...entry, change: 'registered', actor, reason: '', set } };
  }

  mandate(i: number): Mandate {
    const grantor = this.grantor(i);
    const subject = at(subjects, i);
    const registeredAt = Date.UTC(2025, 0, 1) + i * 1000;
    const ending = {
      by: 'grantor',
      person: grantor,
      at: registeredAt + 1,
      reason: 'Behövs inte längre',
    } as const;
    return {
      id: mandateId(i),
      reference: `MO${isOrganisation(grantor) ? 'F' : 'P'}${String(i + 1).padStart(10, '0')}`,
      template: { id: mandateId(-1 - (i % 20)), version: 1 },
      ...(isPassedOn(i) ? { parent: mandateId(i - 1) } : {}),
      title: subject,
      description: `${subject}: söka, komplettera och ta emot beslut`,
      relyingParty: relyingParty(this.relyingPartyOf(i)),
      grantor,
      grantorRole: isOrganisation(grantor) ? 'organisation' : 'private',
      holders: [this.holder(i)],
      permissions: [1, 2, 3].map((n) => ({ code: `tjänst-${(i % 30) + n}`, title: `${subject} ${n}` })),
      limits: [],
      validFrom: '2025-06-01',
      ...(i % 10 === 3 ? { validTo: '2026-05-31' } : i % 2 === 0 ? { validTo: '2028-02-29' } : {}),
      mayDelegate: i % 3 === 0,
      signatories: [{ kind: 'person', person: grantor }],
      signatures: [{ person: grantor, at: registeredAt, artefactHash: `${i}`.padStart(64, '0') }],
      basis: { kind: 'signed', textHash: `${i}`.padStart(64, 'f') },
      creator: grantor,
      createdAt: registeredAt,
      registeredAt,
      ...(isEnded(i) ? { ended: ending } : {}),
      revision: 1,
    };
  }

  /** What a relying party asks about the holder of the mandate. */
  question(i: number): AuthorityFilter {
    return { relyingParty: relyingParty(this.relyingPartyOf(i)).id, holder: this.holder(i), day: today };
  }

  accountantQuestion(which: number): AuthorityFilter {
    return this.question((which % this.accountants) * every);
  }

  grantor(i: number): NamedParty {
    const number = this.accountantOf(i) === undefined ? scatter(i) : this.clientOf(i);
    const which = number % this.grantors;
    return which % 3 === 0 ? organisation(which) : person(which);
  }

  holder(i: number): NamedParty {
    const accountant = this.accountantOf(i);
    return accountant === undefined
      ? person(10_000_000 + (scatter(i + 1) % Math.ceil(this.mandates / 4)))
      : organisation(5_000_000 + accountant);
  }

  private relyingPartyOf(i: number): number {
    return (this.accountantOf(i) ?? scatter(i + 2)) % relyingParties;
  }

  private accountantOf(i: number): number | undefined {
    return i % every === 0 ? (i / every) % this.accountants : undefined;
  }

  private clientOf(i: number): number {
    return Math.floor(i / every / this.accountants) + (this.accountantOf(i) ?? 0) * grantorsPerAccountant;
  }
}

function isEnded(i: number): boolean {
  return i % 20 === 7;
}

function isPassedOn(i: number): boolean {
  return i % 50 === 11;
}

function isOrganisation({ kind }: NamedParty): boolean {
  return kind === 'organisation';
}

function at<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length] as Item;
}

function relyingParty(which: number) {
  return { id: `2120${String(which).padStart(6, '0')}`, name: `${at(families, which)}s kommun ${which}` };
}

function organisation(which: number): NamedParty {
  const name = `${at(families, which >> 3)}s ${at(trades, which)} ${which} AB`;
  return { kind: 'organisation', id: `556${String(which).padStart(7, '0')}`, name };
}

const birthdays = 25_000;

/** A number with a day of the calendar and its check digit, as the contract asks for. */
function person(which: number): NamedParty {
  const born = new Date(Date.UTC(1930, 0, 1 + (which % birthdays))).toISOString().slice(0, 10);
  const serial = String(Math.floor(which / birthdays) % 1000).padStart(3, '0');
  const nine = `${born.slice(2).replaceAll('-', '')}${serial}`;
  const id = `${born.slice(0, 2)}${nine}${checkDigit(nine)}`;
  return { kind: 'person', id, name: at(families, scatter(which)), givenName: `Åsa ${which % 500}` };
}

/** Every other digit counts double, as the sum of its digits. */
function checkDigit(nine: string): number {
  let sum = 0;
  for (let i = 0; i < 9; i++) {
    const digit = Number(nine[i]) * (i % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return (10 - (sum % 10)) % 10;
}

/** A template of each relying party, by which the room knows that it holds their mandates. */
export function relyingPartyTemplates(): readonly Change<Template>[] {
  return Array.from({ length: relyingParties }, (_, which) => {
    const after: Template = {
      id: mandateId(-100 - which),
      version: 1,
      owner: relyingParty(which).id,
      state: 'published',
      content: {
        title: at(subjects, which),
        description: at(subjects, which),
        grantorRoles: ['private', 'organisation'],
        holderRoles: ['person', 'organisation'],
        permissions: [{ code: 'tjänst-1', title: at(subjects, which), obligatory: false }],
        endRequired: false,
        mayDelegate: true,
        limits: [],
        byLaw: [],
      },
      revision: 1,
    };
    const { revision, ...set } = after;
    const actor = { kind: 'rule', rule: 'bench' } as const;
    const entry = { subject: 'template', id: after.id, number: 1, at: Date.UTC(2025, 0, 1) } as const;
    return { after, entry: { ...entry, change: 'published', actor, reason: '', set } };
  });
}

/** A number that seems to have nothing to do with `i`. */
function scatter(i: number): number {
  let mixed = Math.imul(i ^ (i >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Scattered like random ones, so that an index is filled as in life. */
function mandateId(i: number): string {
  const hex = (salt: number) =>
    scatter(scatter(i) ^ salt)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c] = [hex(1), hex(2), hex(3)];
  const own = (i >>> 0).toString(16).padStart(8, '0');
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${own}`;
}
