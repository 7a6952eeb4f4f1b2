import {
  type AskingClient,
  type ContractClient,
  clientNamed,
  permittedParties,
} from '../domain/contract-client.ts';
import type { ContractUser } from '../domain/contract-user.ts';
import { type Party, sameParty } from '../domain/party.ts';
import type { Organisations } from './ports.ts';

/** May the client ask about these relying parties? The first obstacle, if there is one. */
export type AskOutcome =
  | { readonly kind: 'permitted'; readonly relyingParties: readonly string[] }
  | {
      /** `unknown`: not connected. `inactive`: connected, but closed. `forbidden`: not this client's to ask about. */
      readonly kind: 'unknown' | 'inactive' | 'forbidden';
      readonly relyingParty: string;
    };

/** What makes a user one whom the question concerns. */
export type UserOutcome =
  | 'concerned'
  | 'stranger'
  /** The company register does not say now who represents the grantor. */
  | 'register-away';

export interface Parties {
  readonly holders: readonly Party[];
  readonly grantor?: Party;
}

/** The rules of the contract for who may ask what. */
export interface ContractCallers {
  isActive(client: AskingClient): boolean;
  /** Whether the client speaks for the relying party: its own organisation, or one that configuration names. */
  speaksFor(client: AskingClient, relyingParty: string): boolean;
  /** With no relying parties named: all connected ones that the client may ask about and that are not closed. */
  mayAsk(client: AskingClient, named: readonly string[] | undefined): Promise<AskOutcome>;
  /** `user:self`: the user is a holder, the grantor, or one of the grantor's representatives. */
  concerns(user: ContractUser, parties: Parties): Promise<UserOutcome>;
}

export interface ContractCallerTools {
  readonly clients: readonly ContractClient[];
  /** Relying parties that are closed for the time being. */
  readonly inactiveRelyingParties: readonly string[];
  /** All that are connected. */
  readonly relyingParties: () => Promise<readonly string[]>;
  readonly organisations: Organisations;
}

export function createContractCallers(tools: ContractCallerTools): ContractCallers {
  const { clients, relyingParties, organisations } = tools;
  const inactive = new Set(tools.inactiveRelyingParties);
  const isActive = ({ id }: AskingClient) => clientNamed(id, clients)?.active ?? true;
  return {
    isActive,
    speaksFor: (client, relyingParty) =>
      isActive(client) && permittedParties(client, clients).has(relyingParty),
    mayAsk: async (client, named) => {
      const connected = new Set(await relyingParties());
      const permitted = permittedParties(client, clients);
      const asked =
        named ?? [...permitted].filter((one) => connected.has(one) && !inactive.has(one)).toSorted();
      for (const relyingParty of asked) {
        if (!connected.has(relyingParty)) return { kind: 'unknown', relyingParty };
        if (!permitted.has(relyingParty)) return { kind: 'forbidden', relyingParty };
        if (inactive.has(relyingParty)) return { kind: 'inactive', relyingParty };
      }
      return { kind: 'permitted', relyingParties: asked };
    },
    concerns: ({ party }, parties) => userConcerned(party, parties, organisations),
  };
}

async function userConcerned(
  party: Party | undefined,
  { holders, grantor }: Parties,
  organisations: Organisations,
): Promise<UserOutcome> {
  if (party === undefined) return 'stranger';
  if (holders.some((holder) => sameParty(holder, party))) return 'concerned';
  if (grantor === undefined) return 'stranger';
  if (sameParty(grantor, party)) return 'concerned';
  return grantor.kind === 'organisation' ? representsNow(party, grantor.id, organisations) : 'stranger';
}

async function representsNow(
  party: Party,
  orgnr: string,
  organisations: Organisations,
): Promise<UserOutcome> {
  const answer = await organisations.signingRules(orgnr);
  switch (answer.kind) {
    case 'found':
      return answer.rules.representatives.some((one) => sameParty(one, party)) ? 'concerned' : 'stranger';
    case 'away':
      return 'register-away';
    default:
      return 'stranger';
  }
}
