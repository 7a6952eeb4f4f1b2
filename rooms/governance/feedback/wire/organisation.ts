import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';

/** `RegisterForm`. */
export const registerForm = Type.Object({
  organisationName: Type.String({ pattern: '\\S', maxLength: 200 }),
  domainList: Type.Array(Type.String({ minLength: 1, maxLength: 260 }), { minItems: 1, maxItems: 100 }),
});
export type RegisterForm = Static<typeof registerForm>;

/** `ApiKeyDTO`. */
export const apiKeyDto = Type.Object({
  id: Type.Integer(),
  organisationId: Type.Integer(),
  apiKey: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
});

/** `UnRegisterForm`. */
export const unregisterForm = Type.Object({ accessToken: Type.String({ pattern: '\\S', maxLength: 200 }) });
export type UnregisterForm = Static<typeof unregisterForm>;

/** `CustomResponse`. */
export const customResponse = Type.Object({
  status: Type.String({ enum: ['SUCCESS', 'FAILURE'] }),
  message: Type.String(),
});

/** An organisation has one key, so its id names both. */
export function renderApiKey(
  organisation: { readonly id: number; readonly createdAt: number },
  apiKey: string,
): Static<typeof apiKeyDto> {
  const at = rfc3339(organisation.createdAt);
  return { id: organisation.id, organisationId: organisation.id, apiKey, createdAt: at, updatedAt: at };
}
