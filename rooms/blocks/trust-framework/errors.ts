import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  readonly when: string;
}

/** What the room's own API answers beside the kernel's refusals; `type` is `urn:ena:problem:trust-framework:<slug>`. */
export const trustFrameworkErrors = {
  'bad-organisation-number': {
    status: 422,
    fault: 'caller',
    title: 'The organisation number is not valid',
    when: 'ten digits, but the check digit is wrong',
  },
  'bad-entity-id': {
    status: 422,
    fault: 'caller',
    title: 'The entity id is not valid',
    when: 'not an https URL in canonical form without query and trailing slash',
  },
  'bad-keys': {
    status: 422,
    fault: 'caller',
    title: 'A key is not usable',
    when: 'not on P-256, or named twice',
  },
  'number-taken': {
    status: 409,
    fault: 'caller',
    title: 'The organisation has another entity id',
    when: 'registered with another entity id that is not revoked',
  },
  'entity-id-taken': {
    status: 409,
    fault: 'caller',
    title: 'The entity id belongs to another organisation',
    when: 'the id is, or was, that of another organisation or member, or lies at or beneath that of the anchor',
  },
  'unknown-organisation': {
    status: 404,
    fault: 'caller',
    title: 'The organisation is not in the federation',
    when: 'never registered, or revoked',
  },
  'unknown-entity': {
    status: 404,
    fault: 'caller',
    title: 'The entity is not in the federation',
    when: 'the configuration is about an entity that is not registered, or is revoked',
  },
  'malformed-configuration': {
    status: 400,
    fault: 'caller',
    title: 'The body is not an entity configuration',
    when: 'no JWT, wrong typ or alg, or a claim that is missing or misshapen',
  },
  'signature-refused': {
    status: 403,
    fault: 'caller',
    title: 'The configuration is not signed by a registered key',
    when: 'unknown kid, or the signature does not verify',
  },
  'configuration-refused': {
    status: 422,
    fault: 'caller',
    title: 'The configuration breaks a rule of the federation',
    when: 'the signature is right; detail names the rule and what to mend',
  },
  'older-configuration': {
    status: 409,
    fault: 'caller',
    title: 'A newer configuration is known',
    when: 'issued before the hosted one, or before the last revocation',
  },
  'changed-meanwhile': {
    status: 409,
    fault: 'caller',
    title: 'Someone else changed the organisation at the same time',
    when: 'two writers; read again and repeat',
  },
  'bad-policy': {
    status: 422,
    fault: 'caller',
    title: 'The metadata policy cannot be applied',
    when: 'an operator with a value of the wrong kind, or two operators that exclude each other',
  },
  'bad-constraints': {
    status: 422,
    fault: 'caller',
    title: 'The constraints are misshapen',
    when: 'a constraint that the specification knows has not the form that it prescribes',
  },
  'bad-metadata': {
    status: 422,
    fault: 'caller',
    title: 'The metadata cannot be published',
    when: 'a reserved or misspelt entity type, a parameter that is null, or too large',
  },
  'too-early': {
    status: 409,
    fault: 'caller',
    title: 'The next step of the key rotation is too early',
    when: 'others may not know the new key yet, or may still hold statements by the old one',
  },
  'unknown-trust-mark-type': {
    status: 404,
    fault: 'caller',
    title: 'There is no such type of trust mark',
    when: 'neither a name nor an identifier in the list of types',
  },
  'unknown-requirement': {
    status: 422,
    fault: 'caller',
    title: 'There is no such requirement',
    when: 'evidence names a code that is not in the list of requirements',
  },
  'bad-evidence': {
    status: 422,
    fault: 'caller',
    title: 'The evidence cannot be taken',
    when: 'a review in the future, or a validity that has passed or is too long',
  },
  'unknown-evidence': {
    status: 404,
    fault: 'caller',
    title: 'There is no such evidence',
    when: 'never recorded, or withdrawn',
  },
  'requirements-unfulfilled': {
    status: 409,
    fault: 'caller',
    title: 'A requirement of the trust mark has no sufficient evidence',
    when: 'errors names every such requirement and the control that it needs',
  },
  'trust-mark-exists': {
    status: 409,
    fault: 'caller',
    title: 'The entity has this trust mark',
    when: 'a mark of the type is in force or suspended',
  },
  'unknown-trust-mark': {
    status: 404,
    fault: 'caller',
    title: 'There is no such trust mark',
    when: 'no mark has this id',
  },
  'step-not-allowed': {
    status: 409,
    fault: 'caller',
    title: 'The trust mark cannot take this step now',
    when: 'detail says how the mark stands and what is possible',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type TrustFrameworkError = keyof typeof trustFrameworkErrors;
