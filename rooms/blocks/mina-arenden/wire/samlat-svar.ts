import type { CaseEvent, Subject } from '../domain/event.ts';
import { type FailureReason, leftOut } from '../domain/forwarding/failure.ts';
import type { PartOutcome } from '../domain/forwarding/outcome.ts';
import { renderKundhandelse } from './kundhandelse.ts';
import type { Fraga } from './kundhandelse-fraga.ts';
import { type KundhandelseSvar, renderMetadata } from './kundhandelse-svar.ts';
import { renderPart } from './part.ts';

interface Merged {
  readonly subject: Subject;
  readonly events: readonly CaseEvent[];
  readonly total: number;
}

/** The answer of a forwarding service: one entry for each part, and one row for each part and producer asked. */
export function renderSamlatSvar(
  answers: readonly Merged[],
  parts: readonly PartOutcome[],
  fraga: Fraga,
  wantedLanguage: string | undefined,
): KundhandelseSvar {
  const asked = answers.map(({ subject }) => renderPart(subject));
  return {
    kundhandelser: answers.map(({ subject, events, total }) => ({
      part: renderPart(subject),
      totaltAntalKundhandelser: total,
      kundhandelserForPart: events.map(renderKundhandelse),
    })),
    metadata: renderMetadata(asked, fraga, wantedLanguage),
    delfragor: parts.map(renderDelfraga),
  };
}

function renderDelfraga({ producer, subject, outcome }: PartOutcome) {
  const row = { producent: producer.name, part: renderPart(subject) };
  if (outcome.kind === 'failed') return { ...row, ...failures[outcome.reason] };
  const dropped = leftOut(outcome.doubts);
  const message = dropped > 0 && {
    message: `Producentens svar innehöll ${dropped} kundhändelser som inte hör till frågan; de har utelämnats.`,
  };
  return { ...row, status: 'OK', ...message, httpCode: 200 };
}

interface Failure {
  readonly status: string;
  readonly message: string;
  readonly httpCode: number;
}

/** What is told of a producer that has no part in the answer; nothing of how it is reached. */
const failures: Readonly<Record<FailureReason, Failure>> = {
  'too-slow': {
    status: 'TIMEOUT',
    message: 'Producenten svarade inte i tid. Försök igen.',
    httpCode: 504,
  },
  unreachable: {
    status: 'UNREACHABLE',
    message: 'Producenten gick inte att nå. Försök igen.',
    httpCode: 502,
  },
  refused: {
    status: 'REFUSED',
    message: 'Producenten nekade frågan.',
    httpCode: 502,
  },
  rejected: {
    status: 'REFUSED',
    message: 'Producenten tar inte emot en sådan fråga.',
    httpCode: 502,
  },
  failed: {
    status: 'FAILED',
    message: 'Producenten kunde inte svara. Försök igen.',
    httpCode: 502,
  },
  'broken-answer': {
    status: 'INVALID_ANSWER',
    message: 'Producentens svar gick inte att använda.',
    httpCode: 502,
  },
  'too-large': {
    status: 'INVALID_ANSWER',
    message: 'Producentens svar var för stort. Begränsa frågan.',
    httpCode: 502,
  },
  paused: {
    status: 'PAUSED',
    message: 'Producenten har inte svarat på senare tid och tillfrågas inte just nu. Försök igen.',
    httpCode: 503,
  },
};
