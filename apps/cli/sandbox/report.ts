import { followUp, shownPath } from '../folder/follow-up.ts';
import type { CollectedEvidence } from './collect-evidence.ts';
import type { FirstExchange } from './first-exchange.ts';
import { serviceId } from './furnish.ts';
import { measuredCalls } from './measure.ts';
import { consumer, consumerSystem, localUrl, portOffsets, provider, sandboxGrant } from './plan.ts';
import { organisationQuestion } from './wire/vardefulla-datamangder.ts';

export interface ReportInput {
  readonly exchange: FirstExchange;
  readonly consumerEvidence: CollectedEvidence;
  readonly providerEvidence: CollectedEvidence;
  readonly base: number;
  readonly data: string;
  /** False for `--once`: nothing runs any more when the report is read. */
  readonly staysUp: boolean;
}

/** The last line of `ena start --json`. */
export function reportJson({ exchange, consumerEvidence, providerEvidence }: ReportInput) {
  const { exchangeId, status, organisation, directMs, exchangeMs } = exchange;
  return {
    exchangeId,
    status,
    organisation,
    directMs,
    exchangeMs,
    consumerRecord: { index: consumerEvidence.index, leafHash: consumerEvidence.leafHash },
    providerRecord: { index: providerEvidence.index, leafHash: providerEvidence.leafHash },
    evidenceFile: consumerEvidence.file,
  };
}

/** What a person reads after the first exchange: Swedish first, English beside it. */
export function reportText(input: ReportInput): string {
  const parts = [
    asked(input),
    answer(input),
    times(input),
    evidence(input),
    input.staysUp ? places(input) : '',
    next(input),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function asked({ exchange }: ReportInput): string {
  const { method, path, body } = organisationQuestion(exchange.organisation.orgnr);
  return [
    `${consumer.name} (${consumer.orgnr}) frågade / asked ${provider.name} (${provider.orgnr})`,
    `  ${method} ${path}  ${JSON.stringify(body)}`,
    `  ändamål / purpose: ${sandboxGrant.purpose}   rättslig grund / legal basis: ${sandboxGrant.legalBasis}`,
  ].join('\n');
}

function answer({ exchange: { status, organisation } }: ReportInput): string {
  const { orgnr, name, legalForm, registeredOn, city } = organisation;
  const facts = [legalForm, registeredOn, city].filter((fact) => fact !== undefined);
  return [`Svar / Answer: ${status}`, `  ${orgnr}  ${[name, ...facts].join(' · ')}`].join('\n');
}

function times({ exchange: { directMs, exchangeMs, firstMs } }: ReportInput): string {
  return [
    `Tid / Time (median av / of ${measuredCalls}; vart sitt anrop först / one call each before)`,
    ...labelled([
      ['direkt / direct', milliseconds(directMs)],
      ['genom utbytet / through the exchange', milliseconds(exchangeMs)],
      ['allra första anropet, kallt / very first call, cold', milliseconds(firstMs)],
    ]),
    '  nystartade program; under last / freshly started; under load: npm run bench:exchange',
  ].join('\n');
}

function milliseconds(value: number): string {
  return `${value.toFixed(1).padStart(6)} ms`;
}

function labelled(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`);
}

function evidence({ exchange, consumerEvidence, providerEvidence, data }: ReportInput): string {
  const sides = [consumerEvidence, providerEvidence].flatMap(({ name, index, leafHash, file, verdict }) => [
    `  ${name}: post / record ${index}, ${leafHash}`,
    `    ${verdict.ok ? '✓ kontrollerad / verified' : '✗ underkänd / refused'}  ${shownPath(file)}`,
  ]);
  const verify = `  kontrollera själv / verify yourself: ${followUp(data, `evidence verify ${shownPath(consumerEvidence.file)}`)}`;
  return [`Bevis / Evidence  ${exchange.exchangeId}`, ...sides, verify].join('\n');
}

function places({ base, data }: ReportInput): string {
  const hub = localUrl(base + portOffsets.hub);
  const connector = (offset: number) =>
    `${localUrl(base + offset)}/health   ${localUrl(base + offset)}/log/checkpoint`;
  return [
    'Se / Look',
    ...labelled([
      ['översikt / overview', `${hub}/`],
      ['ärenden / cases', `${hub}/arenden`],
      ['fullmakter / mandates', `${hub}/ombud`],
      ['kontrollera bevis / verify evidence', `${hub}/verify.html`],
      [consumer.name, connector(consumer.offset)],
      [provider.name, connector(provider.offset)],
      ['företagstjänsten / company service', `${localUrl(base + portOffsets.company)}/health`],
      ['loggar / logs', `${shownPath(data)}/logs`],
    ]),
  ].join('\n');
}

function next({ staysUp, exchange, data }: ReportInput): string {
  const ena = (line: string) => `  ${followUp(data, line)}`;
  if (!staysUp) return ['Prova / Try', `  npm start -- --data ${shownPath(data)}`].join('\n');
  const question = organisationQuestion(provider.orgnr);
  const why = `--purpose ${sandboxGrant.purpose} --legal-basis ${sandboxGrant.legalBasis}`;
  return [
    'Prova / Try (i ett annat fönster / in another window)',
    ena(
      `ask ${provider.orgnr}/${serviceId} ${question.method} ${question.path} --org ${consumer.orgnr} --system ${consumerSystem} ${why} --body '${JSON.stringify(question.body)}'`,
    ),
    ena(`evidence list --org ${consumer.orgnr}`),
    ena(`evidence export ${exchange.exchangeId} --org ${provider.orgnr}`),
    ena(`log verify --org ${provider.orgnr}`),
    ena('service list'),
    ena('demo flytta'),
    ena('status'),
  ].join('\n');
}
