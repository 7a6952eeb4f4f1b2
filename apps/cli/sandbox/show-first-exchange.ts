import { type Failure, failed, ok, type Result } from '../shell/outcome.ts';
import { type CollectedEvidence, collectEvidence } from './collect-evidence.ts';
import { makeFirstExchange } from './first-exchange.ts';
import type { Installation } from './installation.ts';
import { consumer, provider } from './plan.ts';
import type { Site } from './programs.ts';
import type { ReportInput } from './report.ts';

/** Makes the first exchange and fetches both sides' evidence of it; evidence that does not hold is a failure. */
export async function showFirstExchange(
  installation: Installation,
  site: Site,
  asked: string,
  staysUp: boolean,
): Promise<Result<ReportInput>> {
  const exchange = await makeFirstExchange(site, installation.companyUrl, asked);
  if (exchange.kind === 'failed') return exchange;
  const collect = async (orgnr: string): Promise<Result<CollectedEvidence>> => {
    const reached = installation.reach(orgnr);
    if (reached.kind === 'failed') return reached;
    return collectEvidence(site.data, reached.value, exchange.value.exchangeId);
  };
  const [mine, theirs] = await Promise.all([collect(consumer.orgnr), collect(provider.orgnr)]);
  if (mine.kind === 'failed') return mine;
  if (theirs.kind === 'failed') return theirs;
  const wrong = [mine.value, theirs.value].find(({ verdict }) => !verdict.ok);
  if (wrong !== undefined) return refused(wrong);
  const { data, base } = site;
  return ok({
    exchange: exchange.value,
    consumerEvidence: mine.value,
    providerEvidence: theirs.value,
    base,
    data,
    staysUp,
  });
}

function refused({ file, verdict }: CollectedEvidence): Failure {
  const why = verdict.firstProblem?.detail;
  return failed(
    'refused',
    `Beviset ${file} underkändes: ${why?.sv}`,
    `The evidence ${file} was refused: ${why?.en}`,
  );
}
