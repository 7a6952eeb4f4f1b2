import { allCalled, type PlanStanding } from '../fapi/modules.ts';
import type { Standing } from '../fapi/requirements.ts';

const entity = (title: string) => ({ file: 'conformance/openid-federation/entity.test.ts', title });
const member = (title: string) => ({
  file: 'conformance/oidc/automatic-registration.test.ts',
  title,
});

const outsider = (title: string) => ({
  file: 'conformance/oidc/outside-member.test.ts',
  title,
});

const deployed: readonly Standing[] = [
  {
    ids: ['entity-configuration'],
    heldBy: entity(
      'are joined by hints: the superior lists the entity, and vouches for the keys that it signs with',
    ),
  },
  {
    ids: ['list-and-fetch'],
    heldBy: entity('go together: every entity that is listed is fetched, and nobody else is'),
  },
  { ids: ['ensure-fetch-with-invalid-sub-fails'], heldBy: entity('what is no entity') },
  { ids: ['ensure-fetch-with-iss-as-sub-fails'], heldBy: entity('itself') },
  {
    ids: ['preconfigured-keys-match-trust-anchors-keys'],
    heldBy: entity('holds the keys of the anchor that the anchor publishes'),
  },
  {
    ids: ['compare-trust-chain-to-resolve'],
    heldBy: entity('answers the same chain as the walk by hints, list and fetch'),
  },
];

const inAll = 'logs a person in by a request object';
const withChain = 'may send its trust chain along, which is taken and not needed';

const registration: readonly Standing[] = [
  { ids: ['invalid-iss-in-entity-configuration'], heldBy: outsider('another issuer') },
  {
    ids: ['expect-entity-configuration-request'],
    heldBy: outsider('is asked for its configuration, and may then send people to log in'),
  },
  { ids: ['with-jar-and-get', 'with-jar-and-post', 'with-par'], heldBy: member(inAll) },
  {
    ids: [
      'with-jar-and-get-and-trust-chain',
      'with-jar-and-post-and-trust-chain',
      'with-par-and-trust-chain',
    ],
    heldBy: member(withChain),
  },
  {
    ids: ['with-jar-and-encrypted-request-object'],
    heldBy: member('logs a person in by a request object that is sealed to the provider'),
  },
  { ids: ['invalid-client-id-in-request-object'], heldBy: member('with another client_id inside') },
  {
    ids: ['invalid-client-id-in-query-parameters'],
    heldBy: member('under the name of one that is no member, on a page'),
  },
  { ids: ['invalid-signature-on-request-object'], heldBy: member('with a broken signature') },
  {
    ids: ['invalid-signature-with-other-keys-on-request-object'],
    heldBy: member('signed by a key that is not in its metadata'),
  },
  { ids: ['invalid-request-object-exp'], heldBy: member('after its end') },
  { ids: ['invalid-request-object-iss'], heldBy: member('with another issuer') },
  { ids: ['invalid-request-object-aud'], heldBy: member('for another server') },
  { ids: ['invalid-request-object-sub'], heldBy: member('with a subject') },
  { ids: ['invalid-missing-request-object-jti'], heldBy: member('without id') },
  { ids: ['invalid-missing-request-object-exp'], heldBy: member('without end') },
  { ids: ['invalid-missing-request-object-iss'], heldBy: member('without issuer') },
  { ids: ['invalid-missing-request-object-aud'], heldBy: member('without audience') },
  { ids: ['invalid-duplicate-request-object-jti'], heldBy: member('the second time it is sent') },
];

/** Towards the anchor of the room trust-framework, and the OpenID provider of the room identity. */
export const federationPlans: readonly PlanStanding[] = [
  { plan: 'OpenIDFederationDeployedEntityTestPlan', modules: allCalled('openid-federation-', deployed) },
  {
    plan: 'OpenIDFederationClientRegistrationOPTestPlan',
    modules: allCalled('openid-federation-automatic-client-registration-', registration),
  },
  {
    plan: 'OpenIDFederationClientRegistrationRPTestPlan',
    notApplicable:
      'Nothing here is a relying party by federation: the providers that persons log in through are configured and approved one by one.',
  },
];
