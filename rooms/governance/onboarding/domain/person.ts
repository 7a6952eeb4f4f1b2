/** A natural person who has logged in. */
export interface Person {
  /** Twelve digits. Shown to nobody, in no address, log or error. */
  readonly personalNumber: string;
  readonly name: string;
}

export type ContactRole = 'administrative' | 'technical' | 'technical-agent';

export const contactRoles: readonly ContactRole[] = ['administrative', 'technical', 'technical-agent'];

/** Who may sign, copied from the base data when the agreement was prepared. */
export interface Authority {
  readonly signatories: readonly (Person & { readonly role: string })[];
  readonly rules: readonly { readonly need: number; readonly among: readonly string[] }[];
  readonly asOf: string;
  /** True for the sandbox's fictitious signatories. */
  readonly fictitious: boolean;
}
