import type { Route } from '@ena/kernel/http/route.ts';
import { contractRoutes } from './contract/routes.ts';
import { forwardingRoutes, reachRoutes } from './forwarding/routes.ts';
import { catalogueRoutes } from './own/catalogue-routes.ts';
import { overviewRoutes } from './own/my-routes.ts';
import { retractionRoutes } from './own/retractions-routes.ts';
import { eventRoutes, producerRoutes } from './own/routes.ts';
import { ownEventRoutes } from './own/searches-routes.ts';
import type { Tools } from './tools.ts';

/** The tables of the room, each in the file of its subject: the published standard first, then our own API. */
export function caseRoutes(tools: Tools): readonly Route[] {
  return [
    ...contractRoutes(tools),
    ...forwardingRoutes(tools),
    ...eventRoutes(tools),
    ...retractionRoutes(tools),
    ...ownEventRoutes(tools),
    ...overviewRoutes(tools),
    ...producerRoutes(tools),
    ...reachRoutes(tools),
    ...catalogueRoutes(tools),
  ];
}
