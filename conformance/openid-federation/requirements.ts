import type { Standing } from '../fapi/requirements.ts';

const here = (file: string, title: string) => ({
  file: `conformance/openid-federation/${file}.test.ts`,
  title,
});
const member = (title: string) => ({ file: 'conformance/oidc/automatic-registration.test.ts', title });
const outside = (title: string) => ({ file: 'conformance/federation.test.ts', title });
const entity = (title: string) => here('entity', title);

/**
 * The requirements that the OpenID Foundation's tests name for OpenID Federation 1.0, towards the anchor and resolver
 * of the room trust-framework; §12 towards the OpenID provider of the room identity.
 */
export const requirements: readonly Standing[] = [
  {
    ids: ['OIDFED-1.2'],
    heldBy: entity('names its endpoints by https alone, without query and fragment'),
  },
  {
    ids: ['OIDFED-3', 'OIDFED-3.1.1'],
    heldBy: entity('say who they are, until when and by which keys, each kid once and no private half'),
  },
  {
    ids: ['OIDFED-3.2'],
    heldBy: outside('resolves to a chain that verifies from the anchor down, as in the example'),
  },
  {
    ids: ['OIDFED-5', 'OIDFED-5.1.2'],
    heldBy: entity('have metadata of the kinds that they are, and none that is null'),
  },
  {
    ids: ['OIDFED-5.1.1'],
    heldBy: {
      file: 'rooms/blocks/trust-framework/tests/federation.test.ts',
      title: 'publishes an entity configuration signed by the key that it lists',
    },
  },
  {
    ids: ['OIDFED-5.1.3'],
    open: 'Automatic registration is in the discovery document of the provider; no entity configuration stands under its issuer, though the issuer in metadata of type openid_provider must be the identifier of the entity.',
  },
  {
    ids: ['OIDFED-5.1.4'],
    open: 'The authorization server stands in the federation under a hosted name beneath the anchor, with an issuer that is another address; the issuer must be the identifier of the entity.',
  },
  {
    ids: ['OIDFED-5.1.5', 'OIDFED-5.1.6'],
    open: 'Metadata that an operator publishes is judged by its addresses, keys, nulls and size; which members its type demands is judged by nobody here, but by whoever uses it.',
  },
  {
    ids: ['OIDFED-6.1.2'],
    heldBy: here('metadata-policy', 'all published cases come out as published'),
  },
  {
    ids: ['OIDFED-8.1', 'OIDFED-8.1.1', 'OIDFED-8.2.1'],
    heldBy: entity('go together: every entity that is listed is fetched, and nobody else is'),
  },
  {
    ids: ['OIDFED-8.1.2'],
    heldBy: entity('fetch of what is none of the subordinates is answered with an error in JSON'),
  },
  {
    ids: ['OIDFED-8.2', 'OIDFED-9', 'OIDFED-9.2'],
    heldBy: entity(
      'are joined by hints: the superior lists the entity, and vouches for the keys that it signs with',
    ),
  },
  {
    ids: ['OIDFED-8.2.2'],
    heldBy: outside('lists its subordinates as the example does'),
  },
  {
    ids: ['OIDFED-8.3.1', 'OIDFED-8.3.2', 'OIDFED-10.2'],
    heldBy: entity('answers the same chain as the walk by hints, list and fetch'),
  },
  {
    ids: ['OIDFED-11.3'],
    heldBy: entity('holds the keys of the anchor that the anchor publishes'),
  },
  {
    ids: ['OIDFED-12.1.1.1'],
    heldBy: member('a request of a member is refused'),
  },
  {
    ids: ['OIDFED-12.1.3'],
    heldBy: member('signed by a key that is not in its metadata'),
  },
];
