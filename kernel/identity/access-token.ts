/** A client that an access token speaks for. */
export interface TokenClient {
  readonly id: string;
  readonly organisation: string | undefined;
  readonly scopes: readonly string[];
}

/** The client of a valid access token, or nothing. */
export type AccessTokenCheck = (token: string) => Promise<TokenClient | undefined>;
