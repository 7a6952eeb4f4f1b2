import type { ErrorDefinition } from './http/own/problem-reply.ts';

/** Refusals about templates; `type` is `urn:ena:problem:mina-ombud:<slug>`. */
export const templateErrors = {
  'unknown-template': {
    status: 404,
    fault: 'caller',
    title: { sv: 'Det finns ingen sådan mall för dig', en: 'There is no such template for you' },
    mend: 'Check the id. Unpublished templates are shown to the case handlers of their owner only.',
  },
  'not-a-handler': {
    status: 403,
    fault: 'caller',
    title: { sv: 'Du är inte handläggare här', en: 'You are no case handler here' },
    mend: 'A representative of the organisation, or the operator, adds case handlers: ask one of them.',
  },
  'template-content': {
    status: 422,
    fault: 'caller',
    title: { sv: 'Mallens innehåll går inte ihop', en: 'The content of the template contradicts itself' },
    mend: 'Mend what `errors` points at.',
  },
  'template-step-not-open': {
    status: 409,
    fault: 'caller',
    title: {
      sv: 'Mallen står inte där steget börjar',
      en: 'The template does not stand where this step begins',
    },
    mend: 'Read the template: `mayDo` lists what is open. A published one is unpublished before it is revised.',
  },
  'template-adopted': {
    status: 409,
    fault: 'caller',
    title: { sv: 'Mallen är en nationell mall', en: 'The words are those of a national template' },
    mend: 'Adopt another version of the national template, or make a template of your own.',
  },
  'template-not-published': {
    status: 409,
    fault: 'caller',
    title: {
      sv: 'Den nationella mallen är inte publicerad i den versionen',
      en: 'The national template is not published in that version',
    },
    mend: 'Read the national template and name the version that is published.',
  },
  'adopted-in-use': {
    status: 409,
    fault: 'caller',
    title: { sv: 'En tidigare version används', en: 'An earlier version is in use' },
    mend: 'Unpublish (or unblock) your adopted template first; then adopt the new version and publish it.',
  },
  'template-changed-meanwhile': {
    status: 412,
    fault: 'caller',
    title: { sv: 'Mallen har ändrats sedan du läste den', en: 'The template has changed since you read it' },
    mend: 'Read the template again and decide on what it says now.',
  },
  'if-match-missing': {
    status: 428,
    fault: 'caller',
    title: { sv: 'Ange vilken version du har läst', en: 'Say which revision you have read' },
    mend: 'Send the revision that you have read as If-Match: "<revision>".',
  },
  'bad-idempotency-key': {
    status: 400,
    fault: 'caller',
    title: { sv: 'Nyckeln går inte att använda', en: 'The idempotency key is not usable' },
    mend: 'Send 16 to 128 printable ASCII characters without spaces that nobody can guess, such as a UUID.',
  },
  'idempotency-key-reused': {
    status: 422,
    fault: 'caller',
    title: {
      sv: 'Nyckeln har använts till något annat',
      en: 'The idempotency key was used for something else',
    },
    mend: 'Use a new key for something new.',
  },
} as const satisfies Record<string, ErrorDefinition>;
