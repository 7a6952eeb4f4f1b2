import type { Machine } from './machine.ts';

/** A trust mark: applied for, verified requirement by requirement, then issued, supplemented or withdrawn. */
export const trustMarkMachine: Machine = {
  kind: 'trust-mark',
  initial: 'applied',
  states: {
    applied: { waitsFor: ['case-handler'], final: false, sv: 'Ansökan är inlämnad', en: 'Applied' },
    verifying: {
      waitsFor: ['case-handler'],
      final: false,
      sv: 'Kraven verifieras ett för ett',
      en: 'Requirements are verified one by one',
    },
    supplementing: {
      waitsFor: ['administrative', 'technical'],
      final: false,
      sv: 'Ansökan behöver kompletteras',
      en: 'To be supplemented',
    },
    issued: { waitsFor: [], final: true, sv: 'Tillitsmärket är utfärdat', en: 'Issued' },
    withdrawn: { waitsFor: [], final: true, sv: 'Ansökan är återtagen', en: 'Withdrawn' },
  },
  transitions: [
    {
      from: ['applied', 'verifying'],
      step: 'assess',
      to: 'verifying',
      who: ['case-handler'],
      demands: 'reason',
      guards: ['not-own-organisation'],
    },
    {
      from: ['applied', 'verifying'],
      step: 'return',
      to: 'supplementing',
      who: ['case-handler'],
      demands: 'reason-and-mend',
      guards: ['not-own-organisation'],
    },
    {
      from: ['supplementing'],
      step: 'supplement',
      to: 'verifying',
      who: ['administrative', 'technical'],
      demands: 'reason',
      guards: [],
    },
    {
      from: ['applied', 'verifying'],
      step: 'issue',
      to: 'issued',
      who: ['case-handler'],
      demands: 'reason',
      guards: ['not-own-organisation', 'all-requirements-met', 'mark-issued'],
    },
    {
      from: ['applied', 'verifying', 'supplementing'],
      step: 'withdraw',
      to: 'withdrawn',
      who: ['administrative', 'technical'],
      demands: 'reason',
      guards: [],
    },
  ],
};
