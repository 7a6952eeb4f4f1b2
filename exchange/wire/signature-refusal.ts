import type { SignatureProblem } from '@ena/kernel/crypto/http-signatures/message-signature.ts';
import { type Refusal, refuse } from '../errors.ts';

/** What a sender must mend, for each way in which its signature can fail. */
export function signatureRefusal(problem: SignatureProblem): Refusal {
  switch (problem.kind) {
    case 'missing':
      return refuse('signature-missing', 'Send Signature-Input and Signature with label ena, per RFC 9421.');
    case 'skew':
      return refuse(
        'clock-skew',
        `The signer’s clock and this one differ by ${Math.abs(problem.seconds)} s. Synchronise the clock and sign anew.`,
      );
    case 'expired':
      return refuse('clock-skew', 'The signature has expired. Sign anew.');
    case 'unknown-key':
      return refuse('key-unknown', 'Publish the key in the entity configuration before signing with it.');
    case 'bad-signature':
      return refuse(
        'signature-invalid',
        'The covered parts of the message are not what was signed. Nothing between signer and verifier may change them.',
      );
    case 'unsupported-alg':
      return refuse('signature-invalid', 'Sign with ecdsa-p256-sha256 or ena-merkle-p256-sha256.');
    case 'wrong-tag':
      return refuse(
        'signature-invalid',
        'The signature was made for another purpose; use tag="ena-exchange".',
      );
    case 'component-not-covered':
      return refuse('signature-malformed', `The signature must cover ${problem.component}.`);
    case 'parameter-missing':
      return refuse('signature-malformed', `The signature must have the parameter ${problem.parameter}.`);
    default:
      return refuse('signature-malformed', 'The signature headers do not follow RFC 9421.', problem.kind);
  }
}
