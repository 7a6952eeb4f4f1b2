import type { Route } from '@ena/kernel/http/route.ts';
import { oauthRoutes, plainRoutes } from './oauth-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import type { Tools } from './tools.ts';

/** The whole table of the authorization server; decisions have their own (`http/decisions/routes.ts`). */
export function authorizationRoutes(tools: Tools, sandbox: boolean): readonly Route[] {
  return [...oauthRoutes(tools), ...(sandbox ? plainRoutes(tools) : []), ...operatorRoutes(tools)];
}
