import type { Route } from '@ena/kernel/http/route.ts';
import { contractRoutes } from './contract/routes.ts';
import type { ContractTools } from './contract/tools.ts';
import { decisionRoutes } from './own/decision-routes.ts';
import type { DecisionTools } from './own/decisions.ts';
import type { FeedTools } from './own/feed.ts';
import type { KeyTools } from './own/keys.ts';
import { keyRoutes } from './own/keys-routes.ts';
import { mandateRoutes } from './own/mandates-routes.ts';
import { proposalRoutes } from './own/proposals-routes.ts';
import { relyingPartyRoutes } from './own/relying-parties-routes.ts';
import { templateRoutes } from './own/templates-routes.ts';
import type { Tools } from './own/tools.ts';

/** The tables of the room, each in the file of its subject: the published contract first, then our own API. */
export function mandateRoomRoutes(
  contract: ContractTools,
  own: Tools,
  deciding: DecisionTools & FeedTools & KeyTools,
): readonly Route[] {
  return [
    ...contractRoutes(contract),
    ...templateRoutes(own),
    ...proposalRoutes(own),
    ...mandateRoutes(own),
    ...relyingPartyRoutes(own),
    ...decisionRoutes(deciding),
    ...keyRoutes(deciding),
  ];
}
