import type { Room, RoomContext } from '@ena/kernel/room.ts';
import { indexing } from '@ena/rooms/blocks/indexing';
import { Type } from 'typebox';
import type { CompanyOffer } from '#rooms/base-data/company';
import { type MandateOffer, minaOmbudId, type NamedParty, type Party } from '#rooms/blocks/mina-ombud';

export interface Told {
  /** Organisations, ten digits, by the signatory, twelve digits. */
  readonly signatories?: Readonly<Record<string, readonly string[]>>;
  /** Who has given whom a permission, by numbers, at which relying party. */
  readonly mandates?: readonly {
    readonly grantor: NamedParty;
    readonly holder: string;
    readonly permission: string;
    readonly relyingParty: string;
  }[];
}

/**
 * The rooms that this one needs, without the many that those need in turn: the index itself, a company register of
 * these signatories, and these mandates. `forwarding.test.ts` has the real ones.
 */
export function neighbours({ signatories = {}, mandates = [] }: Told = {}): readonly Room[] {
  const company: Pick<CompanyOffer, 'organisationsSignedBy' | 'findOrganisation'> = {
    organisationsSignedBy: async (personalNumber) => signatories[personalNumber] ?? [],
    findOrganisation: async () => ({ kind: 'unknown' }),
  };
  const held = (actor: Party) => mandates.filter(({ holder }) => holder === actor.id);
  const offer: MandateOffer = {
    decide: async ({ actor, grantor, permission, relyingParty }) => {
      const between = held(actor).filter(
        (one) => one.grantor.id === grantor.id && one.relyingParty === relyingParty,
      );
      if (between.some((one) => one.permission === permission)) return { kind: 'allowed', chain: [] };
      return { kind: 'denied', missing: between.length > 0 ? 'other-permission' : 'no-mandate' };
    },
    grantorsTo: async (actor) => held(actor).map(({ grantor }) => grantor),
  };
  return [indexing, standIn('base-data/company', company), standIn(minaOmbudId, offer)];
}

/** A room of that name that offers this, and nothing else. */
export function standIn(id: string, offer: object, opened: (context: RoomContext) => void = () => {}): Room {
  return {
    id,
    names: { sv: id, en: id },
    contracts: [],
    needs: [],
    events: [],
    permissions: [],
    config: Type.Object({}),
    schema: undefined,
    migrations: {},
    open: async (context) => {
      opened(context);
      return { routes: [], offer };
    },
  };
}
