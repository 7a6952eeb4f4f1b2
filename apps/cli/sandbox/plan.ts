/** Ports of an installation, counted from its base. Organisations that are added get pairs from `added` upwards. */
export const portOffsets = { hub: 0, company: 30, added: 40 } as const;

/** Ports that belong to one installation: those that move with its base. */
export const blockSize = 1000;

/** The organisations of the sandbox; each connector has two ports: for its own systems, and for other connectors. */
export const consumer = { orgnr: '2120000829', name: 'Karlskrona kommun', offset: 10 } as const;
export const provider = { orgnr: '2021005489', name: 'Bolagsverket', offset: 20 } as const;
export const sandboxOrganisations = [consumer, provider] as const;

export const consumerSystem = 'verksamhet';

export const sandboxGrant = {
  purpose: 'arendehandlaggning',
  legalBasis: 'GDPR-6.1.e',
  agreement: 'sandbox',
} as const;

/** Every port that `ena start --sandbox` needs. */
export function sandboxPorts(base: number): readonly number[] {
  const pairs = sandboxOrganisations.flatMap(({ offset }) => [base + offset, base + offset + 1]);
  return [base + portOffsets.hub, ...pairs, base + portOffsets.company];
}

export function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Entity ids are names, not addresses: they stay when the ports change. */
export function sandboxEntityId(orgnr: string): string {
  return `https://${orgnr}.sandbox.localhost`;
}
