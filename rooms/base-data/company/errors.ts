/** One row for each refusal that leaves the room. `type` and `instance` come from Bolagsverket's own error lists. */
export interface CompanyError {
  readonly status: 400 | 401 | 403 | 404 | 413 | 415 | 429 | 500 | 503;
  readonly type: 'about:blank' | 'urn:bolagsverket:error:auth' | 'urn:bolagsverket:error:validation';
  readonly instance: 'client.error' | 'validation.client' | 'auth.error' | 'not.found' | 'server.error';
  readonly title: string;
  readonly sv: string;
  readonly en: string;
}

const validation = { type: 'urn:bolagsverket:error:validation', instance: 'validation.client' } as const;
const auth = { type: 'urn:bolagsverket:error:auth', instance: 'auth.error' } as const;
const client = { type: 'about:blank', instance: 'client.error' } as const;

export const errors = {
  missingIdentity: {
    ...validation,
    status: 400,
    title: 'Bad Request',
    sv: 'Identitetsbeteckning saknas. Skicka ett JSON-objekt med fältet identitetsbeteckning som text.',
    en: 'The identity is missing. Send a JSON object with the field identitetsbeteckning as a string.',
  },
  malformedIdentity: {
    ...validation,
    status: 400,
    title: 'Bad Request',
    sv: 'Identitetsbeteckning har fel form. Skriv tio siffror, eller tolv för en person.',
    en: 'The identity is malformed. Write ten digits, or twelve for a person.',
  },
  wrongCheckDigit: {
    ...validation,
    status: 400,
    title: 'Bad Request',
    sv: 'Identitetsbeteckning har ogiltig kontrollsiffra.',
    en: 'The check digit of the identity is wrong.',
  },
  unreadableBody: {
    ...validation,
    status: 400,
    title: 'Bad Request',
    sv: 'Anropets innehåll kan inte läsas som JSON.',
    en: 'The body cannot be read as JSON.',
  },
  unauthenticated: {
    ...auth,
    status: 401,
    title: 'Unauthorized',
    sv: 'Anroparen saknar giltiga autentiseringsuppgifter. Hämta en ny åtkomsttoken.',
    en: 'The caller has no valid credentials. Fetch a new access token.',
  },
  forbidden: {
    ...auth,
    status: 403,
    title: 'Forbidden',
    sv: 'Anroparen saknar behörighet till resursen. Begär en token med rätt scope.',
    en: 'The caller may not use the resource. Ask for a token with the right scope.',
  },
  unknownDocument: {
    type: 'about:blank',
    instance: 'not.found',
    status: 404,
    title: 'Not Found',
    sv: 'Dokument kunde inte hittas. Hämta en ny dokumentlista.',
    en: 'No such document. Fetch the document list anew.',
  },
  unknownPath: {
    type: 'about:blank',
    instance: 'not.found',
    status: 404,
    title: 'Not Found',
    sv: 'Resursen finns inte.',
    en: 'No such resource.',
  },
  bodyTooLarge: {
    ...client,
    status: 413,
    title: 'Content Too Large',
    sv: 'Anropets innehåll är för stort. En fråga gäller en identitetsbeteckning.',
    en: 'The body is too large. One question concerns one identity.',
  },
  wrongMediaType: {
    ...client,
    status: 415,
    title: 'Unsupported Media Type',
    sv: 'Skicka anropets innehåll som application/json.',
    en: 'Send the body as application/json.',
  },
  tooManyCalls: {
    ...client,
    status: 429,
    title: 'Too Many Requests',
    sv: 'För många anrop. Vänta och försök igen.',
    en: 'Too many calls. Wait and try again.',
  },
  stopping: {
    type: 'about:blank',
    instance: 'server.error',
    status: 503,
    title: 'Service Unavailable',
    sv: 'Tjänsten stängs för tillfället. Försök igen om en stund.',
    en: 'The service is stopping. Try again in a moment.',
  },
  internal: {
    type: 'about:blank',
    instance: 'server.error',
    status: 500,
    title: 'Internal Server Error',
    sv: 'Ett ohanterat fel har uppstått.',
    en: 'An unhandled error has occurred.',
  },
} as const satisfies Record<string, CompanyError>;
