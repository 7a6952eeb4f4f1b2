import { followUp } from '../folder/follow-up.ts';
import { reachOrganisation } from '../organisation/reach.ts';
import { ok, type Result } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';
import { furnishConsumer, grantConsumer, serviceId } from './furnish.ts';
import { consumerSystem, provider, sandboxGrant } from './plan.ts';

/**
 * What an organisation that joined the sandbox gets at once, so that its first exchange is one command away: a system
 * that may call through its connector, and a grant from the sandbox's Bolagsverket, which decides nothing for itself.
 */
export async function welcome(
  data: string,
  orgnr: string,
  shell: Pick<Shell, 'fetch'>,
): Promise<Result<void>> {
  const own = reachOrganisation(data, orgnr, shell);
  if (own.kind === 'failed') return own;
  const furnished = await furnishConsumer(own.value);
  if (furnished.kind === 'failed') return furnished;
  const asked = reachOrganisation(data, provider.orgnr, shell);
  return asked.kind === 'failed' ? ok(undefined) : grantConsumer(asked.value, orgnr);
}

/** The command that makes the organisation's first exchange. */
export function firstExchangeCommand(data: string, orgnr: string): string {
  const { purpose, legalBasis } = sandboxGrant;
  return followUp(
    data,
    `ask ${provider.orgnr}/${serviceId} POST /organisationer --org ${orgnr} --system ${consumerSystem} ` +
      `--purpose ${purpose} --legal-basis ${legalBasis} --body '{"identitetsbeteckning":"${orgnr}"}'`,
  );
}
