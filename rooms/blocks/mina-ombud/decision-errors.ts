/** What questions for a decision and for the hub's documents are refused with; `type` is `urn:ena:problem:mina-ombud:<slug>`. */
export const decisionErrors = {
  'other-relying-party': {
    status: 403,
    fault: 'caller',
    title: { sv: 'Frågan gäller en annan mottagare', en: 'The question is about another relying party' },
    mend: 'Ask about mandates that apply at your own organisation, or at one that your client is connected for.',
  },
  'nobody-has-number': {
    status: 422,
    fault: 'caller',
    title: { sv: 'Numret kan inte vara någons', en: 'The number can be nobody’s' },
    mend: 'See errors: twelve digits with a right check digit for a person, ten for an organisation.',
  },
  'context-unproven': {
    status: 422,
    fault: 'caller',
    title: { sv: 'Behörigheten är inte styrkt', en: 'The context is not proven' },
    mend: 'Send a context of the last quarter of an hour, in base64url, exactly as the relying party signed it.',
  },
  'producer-away': {
    status: 503,
    fault: 'provider',
    title: {
      sv: 'Mottagarens fullmakter kan inte nås',
      en: 'The relying party’s mandates cannot be reached',
    },
    mend: 'Try again shortly; until then nobody knows whether the mandates are in force.',
  },
  'unknown-relying-party': {
    status: 404,
    fault: 'caller',
    title: { sv: 'Ingen sådan mottagare', en: 'There is no such relying party' },
    mend: 'Check the organisation number; no mandates apply there.',
  },
} as const;
