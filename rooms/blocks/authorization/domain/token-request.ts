/** A call to one of the endpoints where clients prove themselves; texts as they were sent, nothing believed yet. */
export interface ClientProof {
  readonly assertionType: string | undefined;
  readonly assertion: string | undefined;
  readonly clientId: string | undefined;
  /** Whether a secret came along, in the form or by HTTP Basic. */
  readonly sentSecret: boolean;
}

/** What shows that the sender holds a key: a DPoP proof, the thumbprint of its TLS certificate. */
export interface SenderProof {
  readonly dpop: string | undefined;
  readonly certificate: string | undefined;
}

export interface TokenRequest {
  readonly grantType: string | undefined;
  readonly client: ClientProof;
  readonly sender: SenderProof;
  readonly scope: string | undefined;
  /** RFC 8707 §2: each as it was sent. */
  readonly resources: readonly string[];
  readonly audience: string | undefined;
  readonly authorizationDetails: string | undefined;
  readonly assertion: string | undefined;
  readonly subjectToken: string | undefined;
  readonly subjectTokenType: string | undefined;
  readonly requestedTokenType: string | undefined;
  readonly actorToken: string | undefined;
  readonly refreshToken: string | undefined;
}

/** What a grant answers (RFC 6749 §5.1, RFC 8693 §2.2.1). */
export interface TokenAnswer {
  readonly accessToken: string;
  readonly tokenType: 'Bearer' | 'DPoP' | 'N_A';
  readonly expiresIn: number;
  readonly scope: string | undefined;
  readonly refreshToken: string | undefined;
  readonly issuedTokenType: string | undefined;
  readonly authorizationDetails: readonly object[];
}
