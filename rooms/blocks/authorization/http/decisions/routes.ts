import type { Route } from '@ena/kernel/http/route.ts';
import { authzenRoutes } from './authzen-routes.ts';
import { entityRoutes } from './entity-routes.ts';
import { grantRoutes } from './grant-routes.ts';
import { policySetRoutes } from './policy-set-routes.ts';
import { roleRoutes } from './role-routes.ts';
import type { DecisionTools } from './tools.ts';

/** All that has to do with decisions: the specification's calls, and our own API for the rules. */
export function decisionRoutes(tools: DecisionTools): readonly Route[] {
  return [
    ...authzenRoutes(tools),
    ...policySetRoutes(tools),
    ...roleRoutes(tools),
    ...grantRoutes(tools),
    ...entityRoutes(tools),
  ];
}
