interface HeldBy {
  readonly file: string;
  readonly title: string;
}

const protocol = (title: string): HeldBy => ({ file: 'conformance/authzen/protocol.test.ts', title });
const interop = (title: string): HeldBy => ({ file: 'conformance/authzen/interop.test.ts', title });

/**
 * Every requirement of AuthZEN Authorization API 1.0 that the OpenID Foundation's tests name, and the test of ours
 * that holds it. The addresses are http here, for the hub under test runs on loopback; https is the operator's proxy.
 */
export const requirements: Readonly<Record<string, HeldBy>> = {
  'AUTHZEN-4': protocol('the metadata name the address they were read at'),
  'AUTHZEN-6.2': protocol('an evaluation is answered in the published form, with a boolean'),
  'AUTHZEN-7.1': protocol('without items the answer is that of a single evaluation'),
  'AUTHZEN-7.2': protocol('one decision for each item, in order, and none at the top'),
  'AUTHZEN-8.2.2': interop('page by page they are the same'),
  'AUTHZEN-8.3': protocol('a page is the first member, its token is text'),
  'AUTHZEN-8.4': interop('subjects: every published result, in its order'),
  'AUTHZEN-8.5': interop('resources: every published result, in its order'),
  'AUTHZEN-8.6': interop('actions: every published result, in its order'),
  'AUTHZEN-9.1.1': protocol('the metadata name the address they were read at'),
  'AUTHZEN-9.1.2': protocol('the metadata name the address they were read at'),
  'AUTHZEN-9.1.3': protocol('and are signed by their issuer'),
  'AUTHZEN-9.2.2': protocol('the metadata name the address they were read at'),
  'AUTHZEN-9.2.3': protocol('the metadata name the address they were read at'),
  'AUTHZEN-10': protocol('what the published request schema refuses is 400 with a message'),
  'AUTHZEN-10.1': protocol('an evaluation is answered in the published form, with a boolean'),
  'AUTHZEN-10.1.3': protocol('the request identifier comes back on every endpoint'),
  'AUTHZEN-11.3': protocol('no token and a wrong one are 401 with a challenge'),
};
