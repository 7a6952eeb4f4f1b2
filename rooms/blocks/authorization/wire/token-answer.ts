import { Type } from 'typebox';
import type { TokenAnswer } from '../domain/token-request.ts';

/** RFC 6749 §5.1 with the additions of RFC 8693 §2.2.1 and RFC 9396 §7. */
export const tokenAnswerBody = Type.Object(
  {
    access_token: Type.String(),
    token_type: Type.String(),
    expires_in: Type.Optional(Type.Integer()),
    scope: Type.Optional(Type.String()),
    refresh_token: Type.Optional(Type.String()),
    issued_token_type: Type.Optional(Type.String()),
    authorization_details: Type.Optional(Type.Array(Type.Object({ type: Type.String() }))),
  },
  { examples: [{ access_token: 'eyJ…', token_type: 'Bearer', expires_in: 600, scope: 'read' }] },
);

export function renderTokenAnswer(answer: TokenAnswer): object {
  return {
    access_token: answer.accessToken,
    token_type: answer.tokenType,
    expires_in: answer.expiresIn,
    scope: answer.scope,
    refresh_token: answer.refreshToken,
    issued_token_type: answer.issuedTokenType,
    authorization_details: answer.authorizationDetails.length === 0 ? undefined : answer.authorizationDetails,
  };
}
