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
    when: 'the id is, or was, that of another organisation or of the anchor',
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
  'too-early': {
    status: 409,
    fault: 'caller',
    title: 'The next step of the key rotation is too early',
    when: 'others may not know the new key yet, or may still hold statements by the old one',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type TrustFrameworkError = keyof typeof trustFrameworkErrors;
