import type { Check, Summary, Verdict } from '@ena/client/verify/verdict.ts';

/** The verdict on an evidence file as a person reads it: what it is about, each check, and what is wrong first. */
export function verdictText({ ok, summary, checks, firstProblem }: Verdict): string {
  const told = ok
    ? [holds(checks.some((check) => check.ok === 'warning'))]
    : ['✗ Beviset underkänns / The evidence is refused', ...problem(firstProblem)];
  return [
    ...(summary === undefined ? [] : [about(summary), '']),
    ...checks.flatMap(checkLines),
    '',
    ...told,
  ].join('\n');
}

function holds(withReservation: boolean): string {
  return withReservation
    ? '! Beviset håller, med förbehåll: se ovan / The evidence holds, with a reservation: see above'
    : '✓ Beviset håller / The evidence holds';
}

function about({
  role,
  exchangeId,
  consumer,
  provider,
  operation,
  when,
  purpose,
  legalBasis,
  status,
  outcome,
  timeStamp,
}: Summary): string {
  const party = ({ orgnr, name }: Summary['consumer'] | Summary['provider']) => `${name ?? '?'} (${orgnr})`;
  const owner =
    role === 'consumer' ? 'den som frågade / the one who asked' : 'den som svarade / the one who answered';
  return [
    `Utbyte / Exchange ${exchangeId}`,
    `  ${party(consumer)} frågade / asked ${party(provider)}, ${provider.service}: ${operation}`,
    `  ${when}   ${purpose} · ${legalBasis}   svar / answer: ${status ?? outcome}`,
    `  post hos / record of: ${owner}${timeStamp === undefined ? '' : `   tidsstämpel / time stamp: ${timeStamp}`}`,
  ].join('\n');
}

function checkLines({ ok, skipped, title, detail }: Check): readonly string[] {
  if (skipped) return [`  – ${title.sv} / ${title.en}`];
  if (ok === true) return [`  ✓ ${title.sv} / ${title.en}`];
  const mark = ok === 'warning' ? '!' : '✗';
  return [`  ${mark} ${title.sv} / ${title.en}`, `      ${detail.sv}`, `      ${detail.en}`];
}

function problem(check: Check | undefined): readonly string[] {
  return check === undefined ? [] : [`  ${check.detail.sv}`, `  ${check.detail.en}`];
}
