import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Refusal, refuse } from '../errors.ts';
import { single } from '../http/headers.ts';
import type { System } from '../state/systems.ts';

/** Why the exchange is made and whom it concerns: stated by the caller, signed, and kept as evidence. */
export interface Statement {
  readonly purpose: string;
  readonly legalBasis: string;
  /** Personal identity number, coordination number or organisation number of the one concerned. */
  readonly subject: string | undefined;
  /** A signed mandate context (behörighetskontext), opaque to the consumer's connector. */
  readonly mandate: string | undefined;
}

/** RFC 9421 signs ASCII; a value has no space at its ends. */
export const visible = /^[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?$/;
export const subjectForm = /^(?:[0-9]{10}|[0-9]{12})$/;
/** RFC 9421 signs ASCII. */
const signable = /^[\x20-\x7e]*$/;
const mandateForm = /^[\x21-\x7e]{1,8000}$/;

/** `Ena-Purpose` and `Ena-Legal-Basis` are required, from the call or from the system's registration. */
export function readStatement(
  headers: NodeJS.Dict<string | string[]>,
  system: System,
): Result<Statement, Refusal> {
  const purpose = single(headers['ena-purpose']) ?? system.defaultPurpose;
  if (purpose === undefined) return missing('purpose', 'Ena-Purpose');
  const legalBasis = single(headers['ena-legal-basis']) ?? system.defaultLegalBasis;
  if (legalBasis === undefined) return missing('legal-basis', 'Ena-Legal-Basis');
  const subject = single(headers['ena-subject']);
  const mandate = single(headers['ena-mandate']);
  if (!visible.test(purpose)) return invalid('Ena-Purpose', '1–200 printable ASCII characters');
  if (!visible.test(legalBasis)) return invalid('Ena-Legal-Basis', '1–200 printable ASCII characters');
  if (subject !== undefined && !subjectForm.test(subject))
    return invalid('Ena-Subject', 'ten or twelve digits');
  if (subject !== undefined && !hasRightCheckDigit(subject))
    return fail(
      refuse('header-invalid', 'The check digit of Ena-Subject is wrong. Look for a typing error.'),
    );
  if (!signable.test(single(headers['content-type']) ?? ''))
    return invalid('Content-Type', 'printable ASCII characters');
  if (mandate !== undefined && !mandateForm.test(mandate))
    return invalid('Ena-Mandate', 'at most 8,000 printable ASCII characters');
  return ok({ purpose, legalBasis, subject, mandate });
}

/** All three kinds of number have the same one, over their last ten digits. A wrong number would stay in the evidence. */
function hasRightCheckDigit(subject: string): boolean {
  return isOrganisationNumber(subject.slice(-10));
}

/** A client of X-Road sends neither header: its system is registered with them. */
function missing(what: 'purpose' | 'legal-basis', header: string): Result<never, Refusal> {
  const words = what.replace('-', ' ');
  const how = `State the ${words} in ${header}, or register the system with a default (ena system add --default-${what}).`;
  return fail(refuse(`${what}-missing`, how));
}

function invalid(header: string, form: string): Result<never, Refusal> {
  return fail(refuse('header-invalid', `${header} must be ${form}.`));
}
