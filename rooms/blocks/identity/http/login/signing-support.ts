import type { ServerMetadata } from 'openid-client';
import { claims, discovery, scopes } from '../../wire/oidc-sweden.ts';

/**
 * What a provider's metadata lacks for a signing request of ours, in sentences for its operator and ours (signature
 * extension 1.1 §5.3). Nothing, where it can be asked.
 */
export function whatSigningLacks(metadata: ServerMetadata): readonly string[] {
  const lists = metadata as Readonly<Record<string, unknown>>;
  const names = (member: string, value: string) => {
    const list = lists[member];
    return Array.isArray(list) && list.includes(value);
  };
  const optional = (member: string, value: string) => lists[member] === undefined || names(member, value);
  return [
    ...(names('scopes_supported', scopes.sign) ? [] : [`scopes_supported does not name ${scopes.sign}`]),
    ...(names('claims_supported', claims.userSignature)
      ? []
      : [`claims_supported does not name ${claims.userSignature}`]),
    ...(metadata.request_parameter_supported === true ? [] : ['request_parameter_supported is not true']),
    ...(optional('request_object_signing_alg_values_supported', 'ES256')
      ? []
      : ['request_object_signing_alg_values_supported does not name ES256']),
    ...(optional(discovery.userMessageSupportedMimeTypes, 'text/plain')
      ? []
      : [`${discovery.userMessageSupportedMimeTypes} does not name text/plain`]),
  ];
}
