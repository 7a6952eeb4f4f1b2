/** The forms that an error object of the contract has; `urn:dfm:error:<type>` on the wire. */
export type ContractErrorType = 'basic' | 'auth' | 'network' | 'validation';

/** One row of the contract's catalogue. `instance` is the contract's own code; one code has one type only. */
export interface ContractError {
  readonly instance: string;
  readonly type: ContractErrorType;
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 429 | 500 | 502 | 503 | 504;
  /** In Swedish, the same for every occurrence, as the contract wants it. */
  readonly title: string;
  /** What to do about it. */
  readonly sv: string;
  readonly en: string;
}

/**
 * Every error that the four operations of the published contract answer. The contract's other codes belong to the
 * interface by which mandates are made, which is not published.
 * https://static.minaombud.se/openapi/dfm_konsument_v2.yaml, ApiErrorCode
 */
export const contractErrors = {
  unauthenticated: {
    instance: 'auth.error',
    type: 'auth',
    status: 401,
    title: 'Autentiseringsfel',
    sv: 'Skicka en giltig åtkomstbiljett i Authorization: Bearer.',
    en: 'Send a valid access token in Authorization: Bearer.',
  },
  scopeMissing: {
    instance: 'auth.error',
    type: 'auth',
    status: 403,
    title: 'Autentiseringsfel',
    sv: 'Hämta en åtkomstbiljett med user:self, user:other eller user:any.',
    en: 'Fetch an access token with user:self, user:other or user:any.',
  },
  idTokenRefused: {
    instance: 'auth.error',
    type: 'auth',
    status: 401,
    title: 'Autentiseringsfel',
    sv: 'Id-token i X-Id-Token godtogs inte.',
    en: 'The id token in X-Id-Token was not accepted.',
  },
  idTokenKeysAway: {
    instance: 'network.error',
    type: 'network',
    status: 503,
    title: 'Nätverksfel',
    sv: 'Nycklarna till den som utfärdat id-token kan inte hämtas just nu. Försök igen.',
    en: 'The keys of the issuer of the id token cannot be fetched now. Try again.',
  },
  clientInactive: {
    instance: 'klient.inaktiv',
    type: 'auth',
    status: 403,
    title: 'Klienten är inaktiv',
    sv: 'Klienten är avstängd. Vänd dig till den som driver tjänsten.',
    en: 'The client is closed. Turn to whoever runs the service.',
  },
  relyingPartyForbidden: {
    instance: 'tredjeman.obehorig',
    type: 'auth',
    status: 403,
    title: 'Behörighet saknas för tredje man',
    sv: 'Klienten får inte fråga om denna tredje man. Fråga om den egna organisationen, eller be om att bli ansluten till fler.',
    en: 'The client may not ask about this relying party. Ask about its own organisation, or apply for more.',
  },
  relyingPartyInactive: {
    instance: 'tredjeman.inaktiv',
    type: 'auth',
    status: 403,
    title: 'Tredje man är inaktiv',
    sv: 'Tredje man är avstängd för tillfället.',
    en: 'The relying party is closed for the time being.',
  },
  relyingPartyUnknown: {
    instance: 'tredjeman.ogiltig',
    type: 'basic',
    status: 400,
    title: 'Ogiltig tredje man',
    sv: 'Ingen ansluten part har detta organisationsnummer.',
    en: 'No connected party has this organisation number.',
  },
  invalidRequest: {
    instance: 'validation.client',
    type: 'validation',
    status: 400,
    title: 'Valideringsfel',
    sv: 'Rätta det som räknas upp i violations.',
    en: 'Mend what violations lists.',
  },
  invalidProducerAnswer: {
    instance: 'validation.producer',
    type: 'validation',
    status: 502,
    title: 'Ogiltigt svar från producent',
    sv: 'Tredje mans tjänst svarade något som inte kan godtas. Försök igen senare.',
    en: 'The relying party’s service answered something that cannot be accepted. Try again later.',
  },
  producerTimeout: {
    instance: 'network.timeout',
    type: 'network',
    status: 504,
    title: 'Tidsgränsen nåddes',
    sv: 'Tredje mans tjänst svarade inte i tid. Försök igen.',
    en: 'The relying party’s service did not answer in time. Try again.',
  },
  producerUnreachable: {
    instance: 'network.error',
    type: 'network',
    status: 502,
    title: 'Nätverksfel',
    sv: 'Tredje mans tjänst kan inte nås. Försök igen senare.',
    en: 'The relying party’s service cannot be reached. Try again later.',
  },
  registerAway: {
    instance: 'network.error',
    type: 'network',
    status: 503,
    title: 'Nätverksfel',
    sv: 'Företagsregistret svarar inte, så det går inte att avgöra vem som företräder fullmaktsgivaren. Försök igen.',
    en: 'The company register does not answer, so that nobody knows who represents the grantor. Try again.',
  },
  tooLarge: {
    instance: 'validation.client',
    type: 'validation',
    status: 413,
    title: 'Valideringsfel',
    sv: 'Anropet är för stort. Skicka mindre.',
    en: 'The body is too large. Send less.',
  },
  wrongMediaType: {
    instance: 'validation.client',
    type: 'validation',
    status: 415,
    title: 'Valideringsfel',
    sv: 'Skicka innehållet som application/json i UTF-8.',
    en: 'Send the body as application/json in UTF-8.',
  },
  tooManyCalls: {
    instance: 'server.error',
    type: 'basic',
    status: 429,
    title: 'För många anrop',
    sv: 'Vänta så länge som Retry-After säger.',
    en: 'Wait as long as Retry-After says.',
  },
  failed: {
    instance: 'server.error',
    type: 'basic',
    status: 500,
    title: 'Serverfel',
    sv: 'Tjänsten misslyckades. Uppge requestId för den som driver den.',
    en: 'The service failed. Tell whoever runs it the requestId.',
  },
  stopping: {
    instance: 'server.error',
    type: 'basic',
    status: 503,
    title: 'Serverfel',
    sv: 'Tjänsten stängs för tillfället. Försök igen om en stund.',
    en: 'The service is stopping. Try again in a moment.',
  },
  partiesMissing: {
    instance: 'sokning.havare_givare.saknas',
    type: 'basic',
    status: 400,
    title: 'Fullmaktshavare eller fullmaktsgivare saknas',
    sv: 'Ange fullmaktshavare eller fullmaktsgivare, eller båda.',
    en: 'Name fullmaktshavare or fullmaktsgivare, or both.',
  },
  holderInvalid: {
    instance: 'fullmaktshavare.ogiltig',
    type: 'basic',
    status: 400,
    title: 'Ogiltig fullmaktshavare',
    sv: 'Numret i fullmaktshavare kan inte vara någons: kontrollera datum, kontrollsiffra och typ.',
    en: 'The number in fullmaktshavare can be nobody’s: check date, check digit and typ.',
  },
  grantorInvalid: {
    instance: 'fullmaktsgivare.ogiltig',
    type: 'basic',
    status: 400,
    title: 'Ogiltig fullmaktsgivare',
    sv: 'Numret i fullmaktsgivare kan inte vara någons: kontrollera datum, kontrollsiffra och typ.',
    en: 'The number in fullmaktsgivare can be nobody’s: check date, check digit and typ.',
  },
  userForbidden: {
    instance: 'anvandare.obehorig',
    type: 'basic',
    status: 403,
    title: 'Användaren är inte behörig',
    sv: 'Med user:self ska användaren vara fullmaktshavare eller fullmaktsgivare, eller företräda fullmaktsgivaren.',
    en: 'With user:self the user must be holder or grantor, or represent the grantor.',
  },
  nothingHere: {
    instance: 'validation.client',
    type: 'validation',
    status: 404,
    title: 'Adressen finns inte',
    sv: 'Kontrollera adressen mot kontraktet.',
    en: 'Check the address against the contract.',
  },
  methodNotAllowed: {
    instance: 'validation.client',
    type: 'validation',
    status: 405,
    title: 'Adressen tar inte den metoden',
    sv: 'Kontrollera metoden mot kontraktet.',
    en: 'Check the method against the contract.',
  },
  mandateMissing: {
    instance: 'fullmakt.saknas',
    type: 'basic',
    status: 404,
    title: 'Fullmakten saknas',
    sv: 'Tredje man har ingen fullmakt med detta id.',
    en: 'The relying party has no mandate with this id.',
  },
} as const satisfies Record<string, ContractError>;
