import type { AccessTokenCheck } from '@ena/kernel/identity/access-token.ts';
import { checkAccessToken } from '../use-cases/check-access-token.ts';
import type { ServerTools } from '../use-cases/server-tools.ts';
import { parsePresentation } from '../wire/presentation.ts';

/** What the kernel asks at the `scope` rules of all rooms. */
export function tokensOfSystems(server: ServerTools, certificateHeader: string): AccessTokenCheck {
  return (token, came) => {
    const presentation = came && parsePresentation(came, server.names.ownApis, certificateHeader);
    return checkAccessToken(token, server, presentation);
  };
}
