import type { Machine } from './machine.ts';

/**
 * An organisation joins. Membership is agreed in `accepted`; `active` means that the federation knows its keys.
 * Before the agreement the checks must pass; before the decision the signing rule must be met.
 */
export const organisationMachine: Machine = {
  kind: 'organisation',
  initial: 'applied',
  states: {
    applied: {
      waitsFor: ['applicant', 'system'],
      final: false,
      sv: 'Ansökan är inlämnad men ännu inte kontrollerad',
      en: 'Applied, not yet checked',
    },
    returned: {
      waitsFor: ['applicant'],
      final: false,
      sv: 'Ansökan behöver kompletteras',
      en: 'Returned, to be mended',
    },
    signing: {
      waitsFor: ['signatory'],
      final: false,
      sv: 'Avtalet väntar på underskrifter',
      en: 'The agreement awaits signatures',
    },
    signed: {
      waitsFor: ['case-handler'],
      final: false,
      sv: 'Avtalet är undertecknat och väntar på beslut',
      en: 'Signed, awaiting a decision',
    },
    accepted: {
      waitsFor: ['administrative', 'technical', 'applicant'],
      final: false,
      sv: 'Organisationen är medlem; anslutningen återstår',
      en: 'A member; its connector has not joined yet',
    },
    active: { waitsFor: [], final: true, sv: 'Organisationen är ansluten', en: 'Active' },
    withdrawn: {
      waitsFor: [],
      final: true,
      sv: 'Ansökan är återtagen eller avslutad',
      en: 'Withdrawn or closed',
    },
  },
  transitions: [
    {
      from: ['applied'],
      step: 'pass-checks',
      to: 'signing',
      who: ['system'],
      demands: 'reason',
      guards: ['checks-passed'],
    },
    {
      from: ['applied'],
      step: 'fail-checks',
      to: 'returned',
      who: ['system'],
      demands: 'reason-and-mend',
      guards: [],
    },
    {
      from: ['returned', 'applied'],
      step: 'resubmit',
      to: 'applied',
      who: ['applicant'],
      demands: 'nothing',
      guards: [],
    },
    { from: ['signing'], step: 'sign', to: 'signing', who: ['signatory'], demands: 'nothing', guards: [] },
    {
      from: ['signing'],
      step: 'complete-signing',
      to: 'signed',
      who: ['system'],
      demands: 'reason',
      guards: ['enough-signatures'],
    },
    {
      from: ['signed'],
      step: 'accept',
      to: 'accepted',
      who: ['case-handler', 'system'],
      demands: 'reason',
      guards: ['enough-signatures', 'still-entitled', 'name-is-free', 'not-own-organisation'],
    },
    {
      from: ['signing', 'signed'],
      step: 'return',
      to: 'returned',
      who: ['case-handler'],
      demands: 'reason-and-mend',
      guards: ['not-own-organisation'],
    },
    {
      from: ['accepted'],
      step: 'make-join-token',
      to: 'accepted',
      who: ['administrative', 'technical'],
      demands: 'nothing',
      guards: [],
    },
    {
      from: ['active'],
      step: 'make-join-token',
      to: 'active',
      who: ['administrative', 'technical'],
      demands: 'nothing',
      guards: ['not-revoked'],
    },
    {
      from: ['accepted', 'active'],
      step: 'join',
      to: 'active',
      who: ['system'],
      demands: 'reason',
      guards: ['not-revoked', 'registered-in-federation'],
    },
    {
      from: ['applied', 'returned', 'signing', 'signed', 'accepted'],
      step: 'withdraw',
      to: 'withdrawn',
      who: ['applicant', 'signatory'],
      demands: 'reason',
      guards: [],
    },
    // Else one who applies for an organisation that is not his, or a membership that has ended, bars all others.
    {
      from: ['applied', 'returned', 'signing', 'signed', 'accepted', 'active'],
      step: 'close',
      to: 'withdrawn',
      who: ['case-handler'],
      demands: 'reason-and-mend',
      guards: ['not-own-organisation', 'not-in-federation'],
    },
  ],
};
