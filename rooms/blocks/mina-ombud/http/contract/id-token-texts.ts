import type { IdTokenProblem } from '../../domain/id-token.ts';

/** What an e-service is told of its id token; nothing of what the token says. */
export const idTokenTexts: Readonly<Record<IdTokenProblem, string>> = {
  malformed: 'X-Id-Token är ingen JWS i kompakt form med ett JSON-objekt som innehåll.',
  'wrong-alg': 'X-Id-Token ska vara signerad med RS256, RS384 eller RS512.',
  'wrong-typ': 'X-Id-Token ska ha typ JWT, eller inget typ.',
  'unknown-critical-header': 'X-Id-Token har crit, som inte godtas.',
  'unknown-issuer': 'Utfärdaren (iss) i X-Id-Token är inte registrerad för klienten.',
  'unknown-key': 'Nyckeln (kid) i X-Id-Token finns inte bland utfärdarens nycklar, eller får inte användas.',
  'keys-away': 'Utfärdarens nycklar kan inte hämtas just nu. Försök igen.',
  'bad-signature': 'Signaturen i X-Id-Token stämmer inte.',
  expired: 'X-Id-Token har gått ut. Logga in användaren på nytt.',
  'not-yet-valid': 'X-Id-Token börjar gälla senare. Kontrollera klockan.',
  'exp-missing': 'X-Id-Token saknar exp.',
  'bad-claim': 'X-Id-Token har en uppgift av fel slag.',
  'wrong-audience': 'Mottagaren (aud) i X-Id-Token är inte registrerad.',
  'azp-missing': 'X-Id-Token har flera mottagare (aud) men saknar azp.',
  'sub-missing': 'X-Id-Token saknar sub.',
  'number-invalid': 'Numret i X-Id-Token kan inte vara någons person- eller samordningsnummer.',
};
