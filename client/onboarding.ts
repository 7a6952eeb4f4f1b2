import { at, calls, once, withQuery } from './api-calls.ts';
import type { Connection } from './call.ts';
import type { Jwks } from './hub.ts';
import type {
  ActedFor,
  Agreement,
  HistoryEntry,
  Invitation,
  JoinToken,
  Matter,
  MatterQuery,
  NewAssessment,
  NewService,
  SignatureEntry,
  StepWords,
} from './onboarding/matter.ts';
import type { Outcome, Page, PageQuery } from './outcome.ts';

export type {
  ActedFor,
  Agreement,
  ApplicationCheck,
  Assessed,
  ContactRole,
  HistoryEntry,
  Invitation,
  JoinToken,
  Matter,
  MatterKind,
  MatterQuery,
  NewAssessment,
  NewService,
  OpenStep,
  SignatureEntry,
  StepDemand,
  StepWords,
} from './onboarding/matter.ts';

/** What a person does; the connection carries his token with the scope `onboarding:self`. */
export interface OnboardingClient {
  apply(
    application: { readonly orgnr: string; readonly email: string; readonly entityId?: string },
    key?: string,
  ): Promise<Outcome<Matter>>;
  matters(query?: MatterQuery): Promise<Outcome<Page<Matter>>>;
  matter(id: string): Promise<Outcome<Matter>>;
  history(id: string, query?: PageQuery): Promise<Outcome<Page<HistoryEntry>>>;
  takeStep(id: string, revision: number, words: StepWords): Promise<Outcome<Matter>>;
  resubmit(
    id: string,
    revision: number,
    supplement: { readonly reason: string; readonly email?: string; readonly entityId?: string },
  ): Promise<Outcome<Matter>>;
  agreement(id: string): Promise<Outcome<Agreement>>;
  sign(id: string, userSignature: string): Promise<Outcome<Matter>>;
  signatures(id: string, query?: PageQuery): Promise<Outcome<Page<SignatureEntry>>>;
  /** The artefact as the identity service made it. */
  signature(id: string, signature: string): Promise<Outcome<string>>;
  makeJoinToken(id: string): Promise<Outcome<JoinToken>>;
  organisations(query?: PageQuery): Promise<Outcome<Page<ActedFor>>>;
  organisationMatters(orgnr: string, query?: MatterQuery): Promise<Outcome<Page<Matter>>>;
  /** `code` is told once: hand it to the one invited. */
  invite(
    orgnr: string,
    invitation: Invitation,
    key?: string,
  ): Promise<Outcome<{ readonly contact: Matter; readonly code?: string }>>;
  answerInvitation(code: string, answer: 'accept' | 'decline'): Promise<Outcome<Matter>>;
  registerService(orgnr: string, service: NewService, key?: string): Promise<Outcome<Matter>>;
  saveService(
    id: string,
    revision: number,
    draft: Pick<NewService, 'title' | 'metadata'>,
  ): Promise<Outcome<Matter>>;
  applyForTrustMark(
    orgnr: string,
    mark: { readonly type: string; readonly service?: string },
    key?: string,
  ): Promise<Outcome<Matter>>;
}

/** What a case handler does; the connection carries his token with the scope `onboarding:review`. */
export interface ReviewClient {
  queue(query?: MatterQuery): Promise<Outcome<Page<Matter>>>;
  matter(id: string): Promise<Outcome<Matter>>;
  history(id: string, query?: PageQuery): Promise<Outcome<Page<HistoryEntry>>>;
  takeStep(id: string, revision: number, words: StepWords): Promise<Outcome<Matter>>;
  assess(id: string, revision: number, assessment: NewAssessment): Promise<Outcome<Matter>>;
  signatures(id: string, query?: PageQuery): Promise<Outcome<Page<SignatureEntry>>>;
  signature(id: string, signature: string): Promise<Outcome<string>>;
}

const v1 = '/onboarding/v1';

export function onboardingClient(connection: Connection): OnboardingClient {
  const { get, page, post, put, text } = calls(connection);
  return {
    apply: (application, key) => post(`${v1}/applications`, application, once(key)),
    matters: (query) => page(withQuery(`${v1}/matters`, query)),
    matter: (id) => get(`${v1}/matters/${id}`),
    history: (id, query) => page(withQuery(`${v1}/matters/${id}/history`, query)),
    takeStep: (id, revision, words) => post(`${v1}/matters/${id}/steps`, words, at(revision)),
    resubmit: (id, revision, supplement) =>
      post(`${v1}/applications/${id}/resubmissions`, supplement, at(revision)),
    agreement: (id) => get(`${v1}/applications/${id}/agreement`),
    sign: (id, userSignature) => post(`${v1}/applications/${id}/signatures`, { userSignature }),
    signatures: (id, query) => page(withQuery(`${v1}/applications/${id}/signatures`, query)),
    signature: (id, signature) => text(`${v1}/applications/${id}/signatures/${signature}`),
    makeJoinToken: (id) => post(`${v1}/applications/${id}/join-tokens`),
    organisations: (query) => page(withQuery(`${v1}/organisations`, query)),
    organisationMatters: (orgnr, query) => page(withQuery(`${v1}/organisations/${orgnr}/matters`, query)),
    invite: (orgnr, invitation, key) => post(`${v1}/organisations/${orgnr}/contacts`, invitation, once(key)),
    answerInvitation: (code, answer) => post(`${v1}/invitation-answers`, { code, answer }),
    registerService: (orgnr, service, key) =>
      post(`${v1}/organisations/${orgnr}/services`, service, once(key)),
    saveService: (id, revision, draft) => put(`${v1}/services/${id}`, draft, at(revision)),
    applyForTrustMark: (orgnr, mark, key) =>
      post(`${v1}/organisations/${orgnr}/trust-mark-applications`, mark, once(key)),
  };
}

export function reviewClient(connection: Connection): ReviewClient {
  const { get, page, post, text } = calls(connection);
  return {
    queue: (query) => page(withQuery(`${v1}/review/matters`, query)),
    matter: (id) => get(`${v1}/review/matters/${id}`),
    history: (id, query) => page(withQuery(`${v1}/review/matters/${id}/history`, query)),
    takeStep: (id, revision, words) => post(`${v1}/review/matters/${id}/steps`, words, at(revision)),
    assess: (id, revision, assessment) =>
      post(`${v1}/review/trust-marks/${id}/assessments`, assessment, at(revision)),
    signatures: (id, query) => page(withQuery(`${v1}/review/applications/${id}/signatures`, query)),
    signature: (id, signature) => text(`${v1}/review/applications/${id}/signatures/${signature}`),
  };
}

/** The organisation's connector joins with the token that a contact fetched; no other credential is needed. */
export function joinFederation(
  connection: Connection,
  request: { readonly joinToken: string; readonly entityId: string; readonly jwks: Jwks },
): Promise<Outcome<{ readonly orgnr: string; readonly entityId: string; readonly state: string }>> {
  return calls(connection).post(`${v1}/joins`, request);
}
