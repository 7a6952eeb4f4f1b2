/** What an id token of the sandbox is to say of its user. */
export interface SampleClaims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}
