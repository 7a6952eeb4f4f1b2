import type { Route } from '@ena/kernel/http/route.ts';
import { applicationRoutes } from './application-routes.ts';
import { inventoryRoutes } from './inventory-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import type { Tools } from './tools.ts';

/** Five tables by who calls: a person in a matter, a contact, a connector and who reads it, a case handler, the operator. */
export function onboardingRoutes(tools: Tools): readonly Route[] {
  return [
    ...applicationRoutes(tools),
    ...organisationRoutes(tools),
    ...inventoryRoutes(tools),
    ...reviewRoutes(tools),
    ...operatorRoutes(tools),
  ];
}
