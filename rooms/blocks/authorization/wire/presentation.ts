import type { TokenPresentation } from '@ena/kernel/identity/access-token.ts';
import type { DpopTarget } from '../domain/dpop.ts';
import type { SenderProof } from '../domain/token-request.ts';
import { parseSenderProof } from './token-request.ts';

/** How a token came to one of the APIs that are reached below `publicUrl`. */
export function parsePresentation(
  { scheme, method, path, headers, tls }: TokenPresentation,
  publicUrl: string,
  certificateHeader: string,
): SenderProof & { readonly scheme: 'Bearer' | 'DPoP'; readonly call: DpopTarget } {
  return {
    scheme,
    call: { method, url: `${publicUrl}${path}` },
    ...parseSenderProof(headers, certificateHeader, { tls }),
  };
}
