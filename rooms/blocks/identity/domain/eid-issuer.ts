import type { Level } from './assurance.ts';

/** One e-identification in the register of levels: who issues it, which level it has, who found that and when. */
export interface EidIssuer {
  /** The entity id or issuer that vouches in log-ins. */
  readonly id: string;
  readonly name: string;
  readonly organisationNumber: string;
  readonly eidName: string;
  readonly level: Level;
  readonly reviewedBy: string;
  /** `2026-11-22`, as the date after which it must be reviewed again. */
  readonly reviewedOn: string;
  readonly validUntil: string | undefined;
  readonly state: 'approved' | 'withdrawn';
  readonly revision: number;
  readonly changedAt: number;
}

/** The highest level that log-ins of this issuer may claim on that day; none where it is not approved. */
export function levelAllowed(issuer: EidIssuer | undefined, today: string): Level | undefined {
  if (issuer === undefined || issuer.state !== 'approved') return undefined;
  return issuer.validUntil !== undefined && issuer.validUntil < today ? undefined : issuer.level;
}
