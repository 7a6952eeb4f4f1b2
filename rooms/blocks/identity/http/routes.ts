import type { Route } from '@ena/kernel/http/route.ts';
import { eidRoutes } from './eid-routes.ts';
import { loginRoutes } from './login-routes.ts';
import { matchRoutes } from './match-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { providerRoutes } from './provider-routes.ts';
import type { Tools } from './tools.ts';

export function identityRoutes(tools: Tools): readonly Route[] {
  return [
    ...providerRoutes(tools),
    ...loginRoutes(tools),
    ...eidRoutes(tools),
    ...matchRoutes(tools),
    ...operatorRoutes(tools),
  ];
}
