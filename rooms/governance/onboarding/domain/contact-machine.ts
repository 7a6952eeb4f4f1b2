import type { Machine } from './machine.ts';

/** A contact of an organisation: invited by another, accepted by logging in, removed. */
export const contactMachine: Machine = {
  kind: 'contact',
  initial: 'invited',
  states: {
    invited: { waitsFor: ['invited'], final: false, sv: 'Inbjudan väntar på svar', en: 'Invited' },
    active: { waitsFor: [], final: true, sv: 'Kontakten gäller', en: 'Active' },
    declined: { waitsFor: [], final: true, sv: 'Inbjudan är avböjd', en: 'Declined' },
    expired: { waitsFor: [], final: true, sv: 'Inbjudan har gått ut', en: 'Expired' },
    removed: { waitsFor: [], final: true, sv: 'Kontakten är borttagen', en: 'Removed' },
  },
  transitions: [
    {
      from: ['invited'],
      step: 'name-in-agreement',
      to: 'active',
      who: ['system'],
      demands: 'reason',
      guards: [],
    },
    {
      from: ['invited'],
      step: 'accept-invitation',
      to: 'active',
      who: ['invited'],
      demands: 'nothing',
      guards: [],
    },
    {
      from: ['invited'],
      step: 'decline-invitation',
      to: 'declined',
      who: ['invited'],
      demands: 'nothing',
      guards: [],
    },
    { from: ['invited'], step: 'expire', to: 'expired', who: ['system'], demands: 'reason', guards: [] },
    {
      from: ['invited'],
      step: 'revoke',
      to: 'removed',
      who: ['administrative', 'case-handler'],
      demands: 'reason',
      guards: [],
    },
    {
      from: ['active'],
      step: 'remove',
      to: 'removed',
      who: ['administrative', 'self', 'case-handler'],
      demands: 'reason',
      guards: ['other-administrative-contact'],
    },
  ],
};
