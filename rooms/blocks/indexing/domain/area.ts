/** How the one who asks gets from a pointer to what it points at; the index itself never goes there. */
export type Resolver =
  /** A service that each producer in the area publishes under this name, called through the exchange. */
  | { readonly kind: 'exchange'; readonly service: string; readonly path: string }
  /** One address for all producers. */
  | { readonly kind: 'https'; readonly url: string };

/** What kind of thing is pointed at: customer events, certificates, documents. */
export interface Area {
  readonly id: string;
  readonly names: { readonly sv: string; readonly en: string };
  readonly resolver: Resolver;
}
