/** Who is calling, whatever proved it. A handler reads this and nothing else about identity. */
export type Caller =
  | { readonly kind: 'anonymous'; readonly address: string }
  | { readonly kind: 'operator'; readonly address: string }
  | {
      readonly kind: 'client';
      /** The OAuth client id. */
      readonly id: string;
      /** Organisation number, where the client belongs to one. */
      readonly organisation: string | undefined;
      readonly scopes: readonly string[];
      readonly address: string;
    };
