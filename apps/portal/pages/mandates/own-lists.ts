import type { Mandate, Proposal } from '@ena/client/mandates.ts';
import type { Outcome, Page } from '@ena/client/outcome.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { mostAtOnce, pageNumber } from './paging.ts';
import { actedFor, forQuery, type MandateTools, type Refused } from './tools.ts';

/** The lists of the overview, by the name under which each turns its pages. */
export const listNames = {
  granted: 'getts',
  received: 'tagits-emot',
  asked: 'att-svara',
  asking: 'vantar',
  drafts: 'utkast',
  signing: 'underskrifter',
} as const;

/** Who can sign changes with the register, so it is asked for each; both sides of the list make twice as many. */
const signingAtOnce = 10;

/** How much of each list stands on a page. */
export const perList = { signing: signingAtOnce, others: mostAtOnce } as const;

/** A page of a list, and how long the list is that has the most pages of those it is put together of. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

export interface OwnLists {
  readonly granted: Listed<Mandate>;
  readonly received: Listed<Mandate>;
  readonly asked: Listed<Proposal>;
  readonly asking: Listed<Proposal>;
  readonly drafts: Listed<Proposal>;
  readonly signing: Listed<Proposal>;
}

/** Each list at the page that the address asks for. */
export async function readLists(tools: MandateTools, visit: OwnVisit): Promise<OwnLists | Refused> {
  const found = await findAll(tools, visit);
  const refused = Object.values(found).find((outcome) => outcome.kind !== 'ok');
  if (refused !== undefined) return refused;
  const signing = joined(found.signing, found.toSign);
  const once = [...new Map(signing.items.map((one) => [one.id, one])).values()];
  return {
    granted: joined(found.granted, found.grantedLater),
    received: joined(found.received, found.receivedLater),
    asked: joined(found.asked),
    asking: joined(found.asking),
    drafts: joined(found.drafts),
    signing: { items: await withRemaining(tools, visit, once), total: signing.total },
  };
}

async function findAll(tools: MandateTools, visit: OwnVisit) {
  const api = tools.own(visit);
  const at = (list: keyof typeof listNames) => ({
    limit: list === 'signing' ? perList.signing : perList.others,
    page: pageNumber(visit, listNames[list]),
    ...forQuery(visit),
  });
  const [granted, grantedLater, received, receivedLater, asked, asking, drafts, signing, toSign] =
    await Promise.all([
      api.mandates({ as: 'grantor', standing: 'valid', ...at('granted') }),
      api.mandates({ as: 'grantor', standing: 'coming', ...at('granted') }),
      api.mandates({ as: 'holder', standing: 'valid', ...at('received') }),
      api.mandates({ as: 'holder', standing: 'coming', ...at('received') }),
      api.proposals({ as: 'grantor', state: ['requested'], ...at('asked') }),
      api.proposals({ as: 'holder', state: ['requested'], ...at('asking') }),
      api.proposals({ as: 'grantor', state: ['draft'], ...at('drafts') }),
      api.proposals({ as: 'grantor', state: ['signing'], ...at('signing') }),
      api.proposals({ as: 'signatory', state: ['signing'], ...at('signing') }),
    ]);
  return { granted, grantedLater, received, receivedLater, asked, asking, drafts, signing, toSign };
}

function joined<Item>(...outcomes: readonly Outcome<Page<Item>>[]): Listed<Item> {
  const pages = outcomes.flatMap((one) => (one.kind === 'ok' ? [one.value] : []));
  return {
    items: pages.flatMap(({ items }) => items),
    total: Math.max(0, ...pages.map(({ _meta }) => _meta.totalRecords)),
  };
}

function withRemaining(
  tools: MandateTools,
  visit: OwnVisit,
  signing: readonly Proposal[],
): Promise<readonly Proposal[]> {
  const api = tools.own(visit);
  return Promise.all(
    signing.map(async (one) => {
      const outcome = await api.proposal(one.id, actedFor(visit));
      return outcome.kind === 'ok' ? outcome.value : one;
    }),
  );
}
