/** What was settled about a client of the contract beside its registration at the authorization server. */
export interface ContractClient {
  readonly clientId: string;
  /** Relying parties that it may ask about beside its own organisation. */
  readonly relyingParties: readonly string[];
  readonly active: boolean;
}

/** A client as its access token names it. */
export interface AskingClient {
  readonly id: string;
  readonly organisation: string | undefined;
}

/** `undefined` for a client of whom nothing more was settled than its registration. */
export function clientNamed(id: string, clients: readonly ContractClient[]): ContractClient | undefined {
  return clients.find(({ clientId }) => clientId === id);
}

/** The relying parties that a client may ask about, whether or not they are connected. */
export function permittedParties(
  { id, organisation }: AskingClient,
  clients: readonly ContractClient[],
): ReadonlySet<string> {
  const own = organisation === undefined ? [] : [organisation];
  return new Set([...own, ...(clientNamed(id, clients)?.relyingParties ?? [])]);
}
