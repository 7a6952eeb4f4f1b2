import type { ErrorDefinition } from './http/own/problem-reply.ts';

/** Refusals about mandates after their registration; `type` is `urn:ena:problem:mina-ombud:` and the key. */
export const mandateErrors = {
  'mandate-not-found': {
    status: 404,
    fault: 'caller',
    title: { sv: 'Fullmakten finns inte för dig', en: 'There is no such mandate for you' },
    mend: 'Check the id, and for whom you act.',
  },
  'mandate-over': {
    status: 409,
    fault: 'caller',
    title: { sv: 'Fullmakten har redan upphört', en: 'The mandate has ended already' },
    mend: 'Nothing is left to end; read the mandate to see when and why it ended.',
  },
  'mandate-by-law': {
    status: 409,
    fault: 'caller',
    title: { sv: 'Fullmakten följer av lag', en: 'The mandate follows from the law' },
    mend: 'It ends with the relation in the population register that it follows from.',
  },
  'mandate-not-yours': {
    status: 403,
    fault: 'caller',
    title: { sv: 'Någon annan gör detta', en: 'Someone else does this' },
    mend: 'The grantor revokes, a holder returns, and a case handler of the relying party invalidates.',
  },
  'mandate-changed': {
    status: 412,
    fault: 'caller',
    title: { sv: 'Fullmakten har ändrats', en: 'The mandate has changed' },
    mend: 'Read the mandate again and decide on what it says now.',
  },
  'artefact-not-found': {
    status: 404,
    fault: 'caller',
    title: { sv: 'Underskriften finns inte', en: 'The mandate has no such signature' },
    mend: 'Read the mandate: signatures lists the hashes. A signature on paper has none.',
  },
  'text-not-found': {
    status: 404,
    fault: 'caller',
    title: { sv: 'Texten finns inte för dig', en: 'There is no such text for you' },
    mend: 'Only what was signed electronically has a text here, and it is shown to you where it names nobody protected.',
  },
  'paper-template-unusable': {
    status: 422,
    fault: 'caller',
    title: { sv: 'Mallen kan inte användas', en: 'The template cannot be used' },
    mend: 'Choose a published template of your organisation.',
  },
  'paper-refused': {
    status: 422,
    fault: 'caller',
    title: { sv: 'Handlingen kan inte bli en fullmakt', en: 'The document cannot become a mandate' },
    mend: 'See errors for each place to mend.',
  },
  'search-parties-missing': {
    status: 422,
    fault: 'caller',
    title: { sv: 'Ange vem sökningen gäller', en: 'Say whom the search is about' },
    mend: 'Send grantor or holder, or both.',
  },
  'handler-exists': {
    status: 409,
    fault: 'caller',
    title: { sv: 'Personen är redan handläggare', en: 'The person is a case handler already' },
    mend: 'Nothing more is needed.',
  },
  'handler-number': {
    status: 422,
    fault: 'caller',
    title: { sv: 'Numret är inte giltigt', en: 'The number is not valid' },
    mend: 'Check kind and number: form, day of birth and check digit.',
  },
  'not-admitted': {
    status: 403,
    fault: 'caller',
    title: {
      sv: 'Organisationen tar inte emot fullmakter här',
      en: 'The organisation receives no mandates here',
    },
    mend: 'Ask the operator to admit the organisation: it adds the first case handler.',
  },
  'unknown-handler': {
    status: 404,
    fault: 'caller',
    title: { sv: 'Personen är inte handläggare', en: 'The person is no case handler' },
    mend: 'The list of case handlers says who they are.',
  },
  'not-alone': {
    status: 403,
    fault: 'caller',
    title: {
      sv: 'Du företräder inte organisationen ensam',
      en: 'You do not represent the organisation alone',
    },
    mend: 'Let someone else who signs for the organisation, or the operator, name you one of its case handlers.',
  },
  'csv-heading': {
    status: 422,
    fault: 'caller',
    title: { sv: 'Filens rubrikrad kan inte läsas', en: 'The heading of the file cannot be read' },
    mend: 'The first row names the columns; see errors for those that are missing or there twice.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type MandateError = keyof typeof mandateErrors;
