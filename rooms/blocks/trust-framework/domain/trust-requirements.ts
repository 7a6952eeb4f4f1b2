import type { TrustRequirement } from './trust-requirement.ts';
import { authorizationServiceRequirements } from './trust-requirements-authorization-service.ts';
import { federationMemberRequirements } from './trust-requirements-federation-member.ts';
import { identityRequirements } from './trust-requirements-identity.ts';

export const trustRequirements: readonly TrustRequirement[] = [
  ...authorizationServiceRequirements,
  ...federationMemberRequirements,
  ...identityRequirements,
];

const byCode = new Map(trustRequirements.map((requirement) => [requirement.code, requirement]));

export function findRequirement(code: string): TrustRequirement | undefined {
  return byCode.get(code);
}
