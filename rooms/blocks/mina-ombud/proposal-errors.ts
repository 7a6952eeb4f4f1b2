import type { ErrorDefinition } from './http/own/problem-reply.ts';

/** Refusals about mandates in the making; `type` is `urn:ena:problem:mina-ombud:<slug>`. */
export const proposalErrors = {
  'not-representative': {
    status: 403,
    fault: 'caller',
    title: { sv: 'Du företräder inte organisationen', en: 'You do not represent the organisation' },
    mend: 'Act for yourself, or have the company register name you among those who sign for the organisation.',
  },
  'register-away': {
    status: 503,
    fault: 'infrastructure',
    title: { sv: 'Företagsregistret svarar inte', en: 'The company register does not answer' },
    mend: 'Nothing was done. Try again in a while.',
  },
  'text-protected': {
    status: 403,
    fault: 'caller',
    title: { sv: 'Texten visas inte för dig', en: 'The text is not shown to you' },
    mend: 'Someone in it has a protected identity: it is shown to whoever wrote it and whoever signs it.',
  },
  'names-spent': {
    status: 429,
    fault: 'caller',
    title: { sv: 'För många personer på en timme', en: 'Too many persons within an hour' },
    mend: 'Nothing was done. Within an hour a person may have 2,000 others named: go on in an hour.',
  },
  'unknown-proposal': {
    status: 404,
    fault: 'caller',
    title: { sv: 'Det finns ingen sådan fullmakt att se för dig', en: 'There is no such proposal for you' },
    mend: 'Check the id, and for whom you act: `for` names the organisation.',
  },
  'unknown-mandate': {
    status: 404,
    fault: 'caller',
    title: { sv: 'Det finns ingen sådan fullmakt att ge vidare', en: 'There is no such mandate to pass on' },
    mend: 'Check `parent`. Only a holder of the mandate passes it on.',
  },
  'terms-refused': {
    status: 422,
    fault: 'caller',
    title: { sv: 'Innehållet följer inte mallen', en: 'The terms do not fit the template' },
    mend: 'Mend what `errors` points at; each has the code that the contract’s catalogue has for it.',
  },
  'template-not-usable': {
    status: 409,
    fault: 'caller',
    title: { sv: 'Mallen kan inte användas', en: 'Nothing can be granted with the template' },
    mend: 'Choose a template that the relying party has published.',
  },
  'template-changed': {
    status: 409,
    fault: 'caller',
    title: { sv: 'Mallen har ändrats', en: 'The template has changed since the draft was made' },
    mend: 'Read what has changed in `changes`, revise the draft, and hand it in again.',
  },
  'step-not-open': {
    status: 409,
    fault: 'caller',
    title: {
      sv: 'Fullmakten står inte där steget börjar',
      en: 'The proposal does not stand where this step begins',
    },
    mend: 'Read the proposal: `mayDo` lists what is open to you.',
  },
  'step-not-yours': {
    status: 403,
    fault: 'caller',
    title: { sv: 'Någon annan tar det här steget', en: 'Someone else takes this step' },
    mend: 'Read the proposal: `mayDo` lists what is open to you. `for` names the organisation that you act for.',
  },
  'changed-meanwhile': {
    status: 412,
    fault: 'caller',
    title: {
      sv: 'Fullmakten har ändrats sedan du läste den',
      en: 'The proposal has changed since you read it',
    },
    mend: 'Read the proposal again and decide on what it says now.',
  },
  'no-signatories': {
    status: 409,
    fault: 'caller',
    title: { sv: 'Ingen kan skriva under', en: 'The register names nobody who can sign' },
    mend: 'Have the organisation register who signs for it, and hand the draft in again.',
  },
  'no-signatory': {
    status: 403,
    fault: 'caller',
    title: { sv: 'Du ska inte skriva under', en: 'You are not among those who sign' },
    mend: 'The one who grants signs; for an organisation those whom the company register names now.',
  },
  'already-signed': {
    status: 409,
    fault: 'caller',
    title: { sv: 'Du har redan skrivit under', en: 'You have signed already' },
    mend: 'Nothing more is needed of you: `remaining` of the proposal says who is left.',
  },
  'signature-refused': {
    status: 422,
    fault: 'caller',
    title: {
      sv: 'Underskriften visar inte att du har skrivit under texten',
      en: 'The signature does not prove that you signed this text',
    },
    mend: 'Sign the exact text of the proposal, every byte of it as UTF-8, with your own e-identification.',
  },
} as const satisfies Record<string, ErrorDefinition>;
