/** Where a visitor is asked: one component on one page. Two impressions of the same page count together. */
export interface Page {
  readonly domain: string;
  /** Without query and fragment, which may tell who the visitor is. */
  readonly path: string;
  readonly name: string;
  readonly htmlId: string;
  readonly tags: readonly string[];
  readonly labels: readonly string[];
}

/**
 * What is kept of a page's description. A page's address is no place for a person's number, but some sites put one
 * there; it is blotted out before anything is kept.
 */
export function keptPage(given: Page): Page {
  return {
    domain: given.domain.trim().toLowerCase(),
    path: blotted(given.path.split(/[?#]/, 1)[0] ?? ''),
    name: blotted(given.name),
    htmlId: blotted(given.htmlId),
    tags: [...new Set(given.tags.map(blotted))].sort(),
    labels: [...new Set(given.labels.map(blotted))].sort(),
  };
}

const personalNumber = /\d{6,8}[-+]?\d{4}/g;
const mailAddress = /[^\s/@]+@[^\s/@]+\.[^\s/@]+/g;

function blotted(text: string): string {
  return decoded(text).replaceAll(personalNumber, '…').replaceAll(mailAddress, '…').trim();
}

/** `%40` is an at sign too. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** One text for one page; a digest of it is the page's key. */
export function pageText(organisationId: number, page: Page): string {
  const { domain, path, name, htmlId, tags, labels } = page;
  return JSON.stringify([organisationId, domain, path, name, htmlId, tags, labels]);
}

const hostName =
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:\d{1,5})?$/;

/** Host names in lower case, with a port where a test site has one; each once. */
export function domainsFault(domains: readonly string[]): string | undefined {
  if (domains.some((domain) => !hostName.test(domain))) return 'a domain is not a host name in lower case';
  return new Set(domains).size < domains.length ? 'a domain stands twice' : undefined;
}
