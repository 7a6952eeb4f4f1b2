import { type TProperties, Type } from 'typebox';
import { fetchQuery, listQuery, resolveQuery } from './federation-query.ts';
import { trustMarkQuery } from './trust-mark-query.ts';

/** Fields by which a client shows who it is: OpenID Federation 1.0 §8.8, RFC 7523 §2.2. */
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const credentials = {
  client_assertion: Type.Optional(Type.String({ maxLength: 16_384 })),
  client_assertion_type: Type.Optional(Type.String({ maxLength: 256 })),
  client_id: Type.Optional(Type.String({ maxLength: 2048 })),
};

const withCredentials = <Properties extends TProperties>(properties: Properties) =>
  Type.Object({ ...properties, ...credentials });

/** The questions of the federation endpoints as a form. */
export const fetchForm = withCredentials(fetchQuery.properties);
export const listForm = withCredentials(listQuery.properties);
export const resolveForm = withCredentials(resolveQuery.properties);
export const trustMarkForm = withCredentials(trustMarkQuery.properties);

export type Credentials = Partial<Record<keyof typeof credentials, string>>;

/** The question without the credentials; a list that came empty was not asked for. */
export function questionOf<Form extends Credentials>(form: Form): Omit<Form, keyof Credentials> {
  const { client_assertion: _jwt, client_assertion_type: _type, client_id: _id, ...question } = form;
  const asked = Object.entries(question).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(asked) as Omit<Form, keyof Credentials>;
}
