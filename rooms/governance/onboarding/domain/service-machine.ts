import type { Machine } from './machine.ts';

/** The metadata of a digital service. What is published stays so while a new draft is reviewed. */
export const serviceMachine: Machine = {
  kind: 'service',
  initial: 'draft',
  states: {
    draft: { waitsFor: ['technical', 'technical-agent'], final: false, sv: 'Utkast', en: 'Draft' },
    submitted: { waitsFor: ['case-handler'], final: false, sv: 'Väntar på granskning', en: 'In review' },
    returned: {
      waitsFor: ['technical', 'technical-agent'],
      final: false,
      sv: 'Behöver rättas',
      en: 'Returned, to be mended',
    },
    published: { waitsFor: [], final: true, sv: 'Publicerad', en: 'Published' },
    withdrawn: { waitsFor: [], final: true, sv: 'Återtagen', en: 'Withdrawn' },
  },
  transitions: [
    {
      from: ['draft', 'returned', 'published'],
      step: 'save',
      to: 'draft',
      who: ['technical', 'technical-agent'],
      demands: 'nothing',
      guards: [],
    },
    {
      from: ['draft'],
      step: 'submit',
      to: 'submitted',
      who: ['technical', 'technical-agent'],
      demands: 'nothing',
      guards: [],
    },
    {
      from: ['submitted'],
      step: 'take-back',
      to: 'draft',
      who: ['technical', 'technical-agent'],
      demands: 'nothing',
      guards: [],
    },
    {
      from: ['submitted'],
      step: 'return',
      to: 'returned',
      who: ['case-handler'],
      demands: 'reason-and-mend',
      guards: ['not-own-organisation'],
    },
    {
      from: ['submitted'],
      step: 'publish',
      to: 'published',
      who: ['case-handler'],
      demands: 'reason',
      guards: ['not-own-organisation', 'accepted-by-federation'],
    },
    {
      from: ['draft', 'submitted', 'returned', 'published'],
      step: 'withdraw',
      to: 'withdrawn',
      who: ['technical', 'technical-agent', 'administrative'],
      demands: 'reason',
      guards: ['accepted-by-federation'],
    },
  ],
};
