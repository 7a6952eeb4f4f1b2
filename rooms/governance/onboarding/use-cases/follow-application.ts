import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import { agreementTemplates } from '../data/agreement-text.ts';
import { renderAgreement, templateInForce } from '../domain/agreement.ts';
import { type Check, verdictOf } from '../domain/check.ts';
import type { Actor, Agreement, MatterOf, Moved } from '../domain/matter.ts';
import { checkOrganisation, type RegisterAnswer } from '../domain/organisation-checks.ts';
import type { Authority } from '../domain/person.ts';
import { attempt } from './attempt.ts';
import type { OnboardingTools } from './tools.ts';

type Application = MatterOf<'organisation'>;

const automatic: Actor = { kind: 'system', name: 'automatisk kontroll mot grunddata' };

/**
 * The application with the step that follows by itself once it is in: the checks pass and the agreement is prepared,
 * or they fail and it is returned with what to mend. While a register is away it stays as it is and says so: the
 * applicant submits again.
 */
export async function checked(
  tools: OnboardingTools,
  filed: Moved<'organisation'>,
): Promise<readonly [Moved<'organisation'>, ...Moved<'organisation'>[]]> {
  const { matter } = filed;
  const { answer, authority } = await askRegisters(tools, matter.organisationNumber);
  const { entityId } = matter.data;
  const naming =
    entityId === undefined
      ? undefined
      : await tools.federation.judgeNaming(matter.organisationNumber, entityId);
  const rules = { privateForms: tools.config.privateForms, naming };
  const checks = checkOrganisation(answer, authority, rules);
  const verdict = verdictOf(checks);
  if (verdict === 'unavailable')
    return [{ ...filed, matter: { ...matter, data: { ...matter.data, checks } } }];
  const known = answer.kind === 'found' ? { organisationName: answer.name, legalForm: answer.legalForm } : {};
  const data = { ...matter.data, ...known, checks };
  const asked =
    verdict === 'failed' || authority === undefined
      ? { step: 'fail-checks', reason: sentences(checks, 'explanation').join(' '), data }
      : {
          step: 'pass-checks',
          reason: 'Kontrollerna mot grunddata är godkända och avtalet är upprättat.',
          data: { ...data, authority, ...prepared(tools, { ...matter, data }) },
        };
  const mend = sentences(checks, 'mend');
  const details = { checks: checks.map(({ check, result }) => `${check}: ${result}`) };
  const taken = await attempt(
    tools,
    matter,
    { ...asked, roles: ['system'], actor: automatic, mend, details },
    { 'checks-passed': async () => (verdict === 'passed' ? undefined : 'A check has not passed.') },
  );
  if (taken.kind !== 'moved') throw new Error(`the checks could not be recorded: ${taken.kind}`);
  return [filed, taken.moved];
}

async function askRegisters(
  { baseData }: OnboardingTools,
  number: string,
): Promise<{ answer: RegisterAnswer; authority: Authority | undefined }> {
  const answer = await baseData.find(number);
  const authority = answer.kind === 'found' ? await baseData.authority(number) : undefined;
  return { answer, authority };
}

function sentences(checks: readonly Check[], which: 'explanation' | 'mend'): readonly string[] {
  return checks.flatMap((check) =>
    check.result === 'failed' ? [(which === 'mend' ? check.mend : check.explanation)?.sv ?? ''] : [],
  );
}

/** A text of its own for every round, so that a signature of an earlier round cannot stand under this one. */
function prepared(
  { clock, config }: OnboardingTools,
  { id, organisationNumber, data }: Application,
): { readonly round: number; readonly agreement: Agreement } {
  const template = templateInForce(agreementTemplates, swedishDate(clock.now()));
  if (template === undefined) throw new Error('no agreement is in force: see data/agreement-text.ts');
  const round = data.round + 1;
  const text = renderAgreement(template.text, {
    matter: id,
    round,
    organisation: data.organisationName,
    orgnr: organisationNumber,
    operator: config.operatorName,
    applicant: data.applicant.name,
  });
  return { round, agreement: { version: template.version, text, sha256: sha256Hex(text) } };
}
