/** What questions for a decision and for the hub's documents are refused with; `type` is `urn:ena:problem:mina-ombud:<slug>`. */
export const decisionErrors = {
  'other-relying-party': {
    status: 403,
    fault: 'caller',
    title: { sv: 'Frågan gäller en annan mottagare', en: 'The question is about another relying party' },
    mend: 'Ask about mandates that apply at your own organisation: put its number in relyingParty.',
  },
  'unknown-relying-party': {
    status: 404,
    fault: 'caller',
    title: { sv: 'Ingen sådan mottagare', en: 'There is no such relying party' },
    mend: 'Check the organisation number; no mandates apply there.',
  },
} as const;
