import { at, calls, once, withQuery } from './api-calls.ts';
import type { Connection } from './call.ts';
import type { MandateSearch, PaperMandate, Statistics } from './mandates/handling.ts';
import type {
  ActedForOrganisation,
  ActingQuery,
  ImportReport,
  Lookup,
  Mandate,
  MandateChange,
  MandateQuery,
  MandateTree,
} from './mandates/mandate.ts';
import type { NamedParty, Party } from './mandates/party.ts';
import type { Proposal, ProposalDecision, ProposalQuery, Wanted } from './mandates/proposal.ts';
import type { RelyingParty, Template, TemplateContent, TemplateStep } from './mandates/template.ts';
import type { Outcome, Page, PageQuery } from './outcome.ts';

export type { MandateSearch, PaperMandate, Statistics, WrittenParty } from './mandates/handling.ts';
export type {
  ActedForOrganisation,
  ActingQuery,
  EndedBy,
  ImportReport,
  Lookup,
  Mandate,
  MandateChange,
  MandateQuery,
  MandateStep,
  MandateTree,
  Standing,
  TreeNode,
} from './mandates/mandate.ts';
export type {
  GrantorRole,
  Limit,
  LimitKind,
  NamedParty,
  Party,
  PartyKind,
  Permission,
  Signatory,
  Signature,
} from './mandates/party.ts';
export type {
  Proposal,
  ProposalDecision,
  ProposalQuery,
  ProposalState,
  ProposalStep,
  Terms,
  Wanted,
} from './mandates/proposal.ts';
export type {
  RelyingParty,
  Template,
  TemplateContent,
  TemplatePermission,
  TemplateState,
  TemplateStep,
} from './mandates/template.ts';

/**
 * What a person does; the connection carries her token with the scope `mandates:self`. `orgnr` is the organisation
 * that she acts for, where she does.
 */
export interface MandatesClient {
  mandates(query: MandateQuery): Promise<Outcome<Page<Mandate>>>;
  mandate(id: string, orgnr?: string): Promise<Outcome<Mandate>>;
  /** At once, with all that was passed on from it. */
  end(
    id: string,
    how: 'revocation' | 'return',
    revision: number,
    words: { readonly reason?: string },
    orgnr?: string,
  ): Promise<Outcome<Mandate>>;
  history(id: string, query?: ActingQuery): Promise<Outcome<Page<MandateChange>>>;
  /** What it was passed on from, and what was passed on from it. */
  tree(id: string, orgnr?: string): Promise<Outcome<MandateTree>>;
  /** The exact text that its signatures are over. */
  mandateText(id: string, orgnr?: string): Promise<Outcome<string>>;
  /** The artefact as the identity service made it. */
  signature(id: string, hash: string, orgnr?: string): Promise<Outcome<string>>;
  lookups(query?: ActingQuery): Promise<Outcome<Page<Lookup>>>;
  organisations(query?: PageQuery): Promise<Outcome<Page<ActedForOrganisation>>>;
  exportMandates(orgnr: string): Promise<Outcome<string>>;
  importProposals(orgnr: string, csv: string): Promise<Outcome<ImportReport>>;
  relyingParties(query?: PageQuery): Promise<Outcome<Page<RelyingParty>>>;
  /** Published ones: of a relying party, the `national` ones, or all. */
  templates(query?: PageQuery & { readonly relyingParty?: string }): Promise<Outcome<Page<Template>>>;
  template(id: string): Promise<Outcome<Template>>;
  propose(
    as: 'grantor' | 'holder',
    wanted: Wanted,
    by?: { readonly orgnr?: string; readonly key?: string },
  ): Promise<Outcome<Proposal>>;
  proposals(query: ProposalQuery): Promise<Outcome<Page<Proposal>>>;
  proposal(id: string, orgnr?: string): Promise<Outcome<Proposal>>;
  /** The exact text to sign. */
  text(id: string, orgnr?: string): Promise<Outcome<string>>;
  revise(id: string, revision: number, wanted: Wanted, orgnr?: string): Promise<Outcome<Proposal>>;
  decide(id: string, decision: ProposalDecision, orgnr?: string): Promise<Outcome<Proposal>>;
  sign(id: string, userSignature: string, orgnr?: string): Promise<Outcome<Proposal>>;
  /** Case handlers, for a representative of the organisation. */
  handlers(orgnr: string, query?: PageQuery): Promise<Outcome<Page<NamedParty>>>;
  addHandler(orgnr: string, handler: NamedParty): Promise<Outcome<NamedParty>>;
  removeHandler(orgnr: string, handler: Party): Promise<Outcome<undefined>>;
}

/** What a case handler of a relying party does; the connection carries his token with the scope `mandates:handle`. */
export interface HandlingClient {
  templates(query?: PageQuery): Promise<Outcome<Page<Template>>>;
  makeTemplate(content: TemplateContent, key?: string): Promise<Outcome<Template>>;
  reviseTemplate(id: string, revision: number, content: TemplateContent): Promise<Outcome<Template>>;
  stepTemplate(id: string, revision: number, step: TemplateStep, reason: string): Promise<Outcome<Template>>;
  adoptTemplate(template: string, version: number): Promise<Outcome<Template>>;
  find(search: MandateSearch): Promise<Outcome<Page<Mandate>>>;
  /** The same document again is the same mandate. */
  registerPaper(paper: PaperMandate): Promise<Outcome<Mandate>>;
  invalidate(id: string, revision: number, reason: string): Promise<Outcome<Mandate>>;
  statistics(): Promise<Outcome<Statistics>>;
}

const v1 = '/mandates/v1';
const steps = {
  submit: 'submission',
  approve: 'approval',
  decline: 'refusal',
  withdraw: 'withdrawal',
} as const;

export function mandatesClient(connection: Connection): MandatesClient {
  const { get, page, post, put, text, done, postCsv } = calls(connection);
  const own = (path: string, orgnr: string | undefined) => withQuery(v1 + path, { for: orgnr });
  return {
    mandates: (query) => page(withQuery(`${v1}/mandates`, query)),
    mandate: (id, orgnr) => get(own(`/mandates/${id}`, orgnr)),
    end: (id, how, revision, words, orgnr) => post(own(`/mandates/${id}/${how}`, orgnr), words, at(revision)),
    history: (id, query) => page(withQuery(`${v1}/mandates/${id}/history`, query)),
    tree: (id, orgnr) => get(own(`/mandates/${id}/tree`, orgnr)),
    mandateText: (id, orgnr) => text(own(`/mandates/${id}/text`, orgnr)),
    signature: (id, hash, orgnr) => text(own(`/mandates/${id}/signatures/${hash}`, orgnr)),
    lookups: (query) => page(withQuery(`${v1}/lookups`, query)),
    organisations: (query) => page(withQuery(`${v1}/organisations`, query)),
    exportMandates: (orgnr) => text(`${v1}/organisations/${orgnr}/mandates.csv`),
    importProposals: (orgnr, csv) => postCsv(`${v1}/organisations/${orgnr}/imports`, csv),
    relyingParties: (query) => page(withQuery(`${v1}/relying-parties`, query)),
    templates: (query) => page(withQuery(`${v1}/templates`, query)),
    template: (id) => get(`${v1}/templates/${id}`),
    propose: (as, wanted, { orgnr, key } = {}) =>
      post(`${v1}/proposals`, { as, ...(orgnr !== undefined && { for: orgnr }), ...wanted }, once(key)),
    proposals: (query) => page(withQuery(`${v1}/proposals`, query)),
    proposal: (id, orgnr) => get(own(`/proposals/${id}`, orgnr)),
    text: (id, orgnr) => text(own(`/proposals/${id}/text`, orgnr)),
    revise: (id, revision, wanted, orgnr) => put(own(`/proposals/${id}`, orgnr), wanted, at(revision)),
    decide: (id, { step, revision, reason }, orgnr) =>
      post(
        own(`/proposals/${id}/${steps[step]}`, orgnr),
        reason === undefined ? {} : { reason },
        at(revision),
      ),
    sign: (id, userSignature, orgnr) => post(own(`/proposals/${id}/signatures`, orgnr), { userSignature }),
    handlers: (orgnr, query) => page(withQuery(`${v1}/relying-parties/${orgnr}/handlers`, query)),
    addHandler: (orgnr, handler) => post(`${v1}/relying-parties/${orgnr}/handlers`, handler),
    removeHandler: (orgnr, handler) => done(`${v1}/relying-parties/${orgnr}/handlers/removals`, handler),
  };
}

export function handlingClient(connection: Connection, orgnr: string): HandlingClient {
  const { get, page, post, put } = calls(connection);
  const base = `${v1}/relying-parties/${orgnr}`;
  return {
    templates: (query) => page(withQuery(`${base}/templates`, query)),
    makeTemplate: (content, key) => post(`${base}/templates`, content, once(key)),
    reviseTemplate: (id, revision, content) => put(`${base}/templates/${id}`, content, at(revision)),
    stepTemplate: (id, revision, step, reason) =>
      post(`${base}/templates/${id}/steps`, { step, reason }, at(revision)),
    adoptTemplate: (template, version) => post(`${base}/adoptions`, { template, version }),
    find: (search) => post(`${base}/searches`, search),
    registerPaper: (paper) => post(`${base}/paper-mandates`, paper),
    invalidate: (id, revision, reason) =>
      post(`${base}/mandates/${id}/invalidation`, { reason }, at(revision)),
    statistics: () => get(`${base}/statistics`),
  };
}
