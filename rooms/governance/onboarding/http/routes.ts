import type { Route } from '@ena/kernel/http/route.ts';
import { applicationRoutes } from './application-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import type { Tools } from './tools.ts';

/** Four tables by who calls: a person in a matter, a contact of an organisation, a case handler, the operator. */
export function onboardingRoutes(tools: Tools): readonly Route[] {
  return [
    ...applicationRoutes(tools),
    ...organisationRoutes(tools),
    ...reviewRoutes(tools),
    ...operatorRoutes(tools),
  ];
}
