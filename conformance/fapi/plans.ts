import { openidPlans } from '../oidc/plans.ts';
import { federationPlans } from '../openid-federation/plans.ts';
import { decisionPlans } from './decision-plans.ts';
import { fapi2Plans } from './fapi2-plans.ts';
import type { PlanStanding } from './modules.ts';

/** Those that nothing here can take. */
const others: readonly PlanStanding[] = [
  {
    plan: 'VCIIssuerTestPlan',
    notApplicable: 'No credentials are issued to wallets here: there is no OpenID4VCI issuer.',
  },
  {
    plan: 'VP1FinalVerifierTestPlan',
    notApplicable: 'No credentials are asked of wallets here: there is no OpenID4VP verifier.',
  },
  {
    plan: 'OIDSSFTransmitterTestPlan',
    notApplicable: 'No shared signals are sent here: events go out as signed webhooks of our own catalogue.',
  },
  {
    plan: 'FAPICIBAID1TestPlan',
    notApplicable: 'No log-in is started from the back channel here: the grant of CIBA is served nowhere.',
  },
];

export const plans: readonly PlanStanding[] = [
  ...openidPlans,
  ...federationPlans,
  ...fapi2Plans,
  ...decisionPlans,
  ...others,
];
