import type { Decision, MissingRule } from '../../domain/decision/decision.ts';
import type { Test } from '../../domain/decision/rules.ts';

interface Texts {
  readonly admin: string;
  readonly sv: string;
  readonly en: string;
}

/** What each missing rule is called to administrators and to people. Nothing of the question is repeated. */
const missingTexts: Readonly<Record<MissingRule, Texts>> = {
  subject: {
    admin: 'No rule names the subject for this type of resource and action.',
    sv: 'Du har ingen behörighet här.',
    en: 'You have no permission here.',
  },
  resource: {
    admin: 'The subject has grants, but none on this resource.',
    sv: 'Din behörighet gäller inte det här.',
    en: 'Your permission does not cover this.',
  },
  permission: {
    admin: 'The subject has roles, but none with a permission for this action on this resource.',
    sv: 'Din roll ger inte rätt att göra detta.',
    en: 'Your role does not allow this.',
  },
  condition: {
    admin: 'No permit policy has all its conditions met.',
    sv: 'Villkoren för att göra detta är inte uppfyllda.',
    en: 'The conditions for this are not met.',
  },
  validity: {
    admin: 'The grant is not valid at this time.',
    sv: 'Behörigheten gäller inte just nu.',
    en: 'The permission is not valid at this time.',
  },
  operation: {
    admin: 'The grant does not name the operation.',
    sv: 'Behörigheten omfattar inte den här åtgärden.',
    en: 'The permission does not cover this operation.',
  },
  purpose: {
    admin: 'The grant does not name the purpose in context.purpose.',
    sv: 'Behörigheten gäller inte för det ändamålet.',
    en: 'The permission is not for this purpose.',
  },
  'legal-basis': {
    admin: 'The grant does not name the legal basis in context.legal_basis.',
    sv: 'Den rättsliga grunden räcker inte.',
    en: 'The legal basis is not sufficient.',
  },
  'trust-mark': {
    admin: 'The subject lacks a trust mark that the grant demands.',
    sv: 'Ett tillitsmärke saknas.',
    en: 'A trust mark is missing.',
  },
  mandate: {
    admin: 'No mandate lets the subject act for the one named in context.on_behalf_of.',
    sv: 'Det saknas ett ombud eller en fullmakt för detta.',
    en: 'There is no mandate for this.',
  },
};

const forbiddenTexts = {
  sv: 'Det är inte tillåtet.',
  en: 'It is not allowed.',
};

/** `context` of a decision (AuthZEN §6.2.1): the id of the reason, and the reason for administrators and for people. */
export function renderReason(decision: Decision): Record<string, unknown> {
  switch (decision.kind) {
    case 'permitted':
      return { id: decision.by.id, reason_admin: { en: permittedBy(decision) } };
    case 'forbidden':
      return {
        id: decision.by.id,
        reason_admin: { en: `The deny policy ${decision.by.id} applies.` },
        reason_user: decision.userReason ?? forbiddenTexts,
      };
    case 'denied': {
      const { admin, sv, en } = missingTexts[decision.missing];
      return {
        id: `missing-${decision.missing}`,
        reason_admin: { en: `${admin}${nearestOf(decision)}` },
        reason_user: decision.userReason ?? { sv, en },
      };
    }
  }
}

function permittedBy({ by, mandate }: Extract<Decision, { kind: 'permitted' }>): string {
  const through = mandate === undefined ? '' : `, through the mandate ${mandate}`;
  return `Permitted by the ${by.kind} ${by.id}${through}.`;
}

function nearestOf({ nearest, failed }: Extract<Decision, { kind: 'denied' }>): string {
  if (nearest === undefined) return '';
  const clause = failed === undefined ? '' : `: ${failed.map(describe).join(' or ')} does not hold`;
  return ` Nearest is the ${nearest.kind} ${nearest.id}${clause}.`;
}

/** Names attributes and never their values, which may be personal. */
function describe(test: Test): string {
  const not = test.negated ? 'not ' : '';
  switch (test.kind) {
    case 'compare': {
      const { right } = test;
      const other = 'attribute' in right ? right.attribute.join('.') : 'the value of the policy';
      return `${not}${test.attribute.join('.')} ${test.operator} ${other}`;
    }
    case 'exists':
      return `${not}${test.attribute.join('.')} exists`;
    case 'role':
      return `${not}role ${test.role}`;
    case 'relation':
      return `${not}relation ${test.relation}`;
    case 'trust-mark':
      return `${not}trust mark ${test.trustMark}`;
  }
}
