import type { Guard } from '../domain/machine.ts';
import type { Actor, Matter } from '../domain/matter.ts';
import { namedPersons } from '../domain/roles.ts';
import { bindsOrganisation, currentSignatures, isSignedEnough } from '../domain/signing.ts';
import type { OnboardingTools } from './tools.ts';

type Check = (tools: OnboardingTools, matter: Matter, actor: Actor) => Promise<string | undefined>;

/** The conditions that can be found out from the matter and the registers. The others are effects of their use-case. */
const checks: Partial<Record<Guard, Check>> = {
  'enough-signatures': async (_tools, matter) =>
    matter.kind === 'organisation' && isSignedEnough(matter)
      ? undefined
      : 'The signing rule of the organisation is not met yet: more signatories have to sign.',
  'still-entitled': stillEntitled,
  'name-is-free': nameIsFree,
  'not-revoked': notRevoked,
  'not-in-federation': notInFederation,
  'other-administrative-contact': otherAdministrator,
  'not-own-organisation': notOwn,
};

export function checkGuard(
  guard: Guard,
  tools: OnboardingTools,
  matter: Matter,
  actor: Actor,
): Promise<string | undefined> {
  const check = checks[guard];
  if (check === undefined) throw new Error(`the use-case brings no check of ${guard}`);
  return check(tools, matter, actor);
}

/** Between signing and decision someone may have lost the right to sign: the register is asked again. */
async function stillEntitled(tools: OnboardingTools, matter: Matter): Promise<string | undefined> {
  if (matter.kind !== 'organisation') return undefined;
  const authority = await tools.baseData.authority(matter.organisationNumber);
  const signers = currentSignatures(matter).map(({ personalNumber }) => personalNumber);
  if (authority !== undefined && bindsOrganisation(authority, signers)) return undefined;
  return 'The register says that those who signed may no longer sign for the organisation: return the application.';
}

/** Two may have applied for one name; the first that joins has it. */
async function nameIsFree({ federation }: OnboardingTools, matter: Matter): Promise<string | undefined> {
  if (matter.kind !== 'organisation') return undefined;
  const naming = await federation.judgeNaming(matter.organisationNumber, matter.data.entityId ?? '');
  return naming === 'free'
    ? undefined
    : 'The federation does not take the organisation under its entityId any more: return the application.';
}

/** A membership that the operator has ended begins again by a new application and a new decision, not by new keys. */
async function notRevoked({ federation }: OnboardingTools, matter: Matter): Promise<string | undefined> {
  if (matter.state !== 'active' || (await federation.isMember(matter.organisationNumber))) return undefined;
  return 'The operator has revoked the organisation: have a case handler close this matter, then apply again.';
}

async function notInFederation({ federation }: OnboardingTools, matter: Matter): Promise<string | undefined> {
  if (matter.state !== 'active' || !(await federation.isMember(matter.organisationNumber))) return undefined;
  return 'The federation vouches for the organisation: the operator has to revoke it first.';
}

async function otherAdministrator(tools: OnboardingTools, matter: Matter): Promise<string | undefined> {
  if (matter.kind !== 'contact' || matter.data.role !== 'administrative') return undefined;
  const others = await tools.store.otherAdministrators(matter.organisationNumber, matter.id);
  return others > 0
    ? undefined
    : 'This is the last administrative contact: let another one accept an invitation first.';
}

/** Nobody decides in a matter of an organisation for which he acts himself. */
async function notOwn(tools: OnboardingTools, matter: Matter, actor: Actor): Promise<string | undefined> {
  if (actor.kind === 'system') return undefined;
  const held = await tools.store.contactRoles(matter.organisationNumber, actor.personalNumber);
  const isNamed = namedPersons(matter).includes(actor.personalNumber);
  return held.length === 0 && !isNamed
    ? undefined
    : 'You act for this organisation yourself: another case handler has to decide.';
}
