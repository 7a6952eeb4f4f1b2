import type { Route } from '@ena/kernel/http/route.ts';
import { bySignature, signaturePage, stepBody } from '../wire/application.ts';
import { invitationBody, invitationReply } from '../wire/contact.ts';
import { historyPage } from '../wire/history.ts';
import { matterReply } from '../wire/matter.ts';
import { assessmentBody } from '../wire/trust-mark.ts';
import { byId, byOrganisation, page, pageOf, reviewQuery } from '../wire/values.ts';
import { listSignatures, readSignature } from './applications.ts';
import { asCaseHandler } from './callers.ts';
import { assessHandler } from './case-handlers.ts';
import { listQueue, readHistory, readMatter, stepHandler } from './matters.ts';
import { inviteForReview } from './organisations.ts';
import { reads, recorded, review, writes } from './rules.ts';
import type { Tools } from './tools.ts';

/** What case handlers do. Beside the scope, each handler asks the table of case handlers. */
export function reviewRoutes(tools: Tools): readonly Route[] {
  return [...readRoutes(tools), ...decisionRoutes(tools)];
}

function readRoutes(tools: Tools): readonly Route[] {
  const row = { auth: review, audit: recorded, limit: reads } as const;
  return [
    {
      ...row,
      operation: 'listQueue',
      method: 'GET',
      path: '/onboarding/v1/review/matters',
      schema: { query: reviewQuery, replies: { 200: pageOf(matterReply) } },
      summary: 'Lists the matters that wait for a case handler, or all of one organisation',
      handler: (request) => listQueue(request, tools),
    },
    {
      ...row,
      operation: 'readForReview',
      method: 'GET',
      path: '/onboarding/v1/review/matters/:id',
      schema: { params: byId, replies: { 200: matterReply } },
      summary: 'Reads any matter as a case handler',
      handler: (request) => asCaseHandler(request, tools, () => readMatter(request, tools, 'review')),
    },
    {
      ...row,
      operation: 'readHistoryForReview',
      method: 'GET',
      path: '/onboarding/v1/review/matters/:id/history',
      schema: { params: byId, query: page, replies: { 200: historyPage } },
      summary: 'Lists every step of any matter',
      handler: (request) => asCaseHandler(request, tools, () => readHistory(request, tools, 'review')),
    },
    {
      ...row,
      operation: 'listSignaturesForReview',
      method: 'GET',
      path: '/onboarding/v1/review/applications/:id/signatures',
      schema: { params: byId, query: page, replies: { 200: signaturePage } },
      summary: 'Lists the signatures of any application',
      handler: (request) => asCaseHandler(request, tools, () => listSignatures(request, tools, 'review')),
    },
    {
      ...row,
      operation: 'readSignatureForReview',
      method: 'GET',
      path: '/onboarding/v1/review/applications/:id/signatures/:signature',
      schema: { params: bySignature },
      summary: 'Downloads any signature as the identity service made it',
      handler: (request) => asCaseHandler(request, tools, () => readSignature(request, tools, 'review')),
    },
  ];
}

function decisionRoutes(tools: Tools): readonly Route[] {
  const row = { auth: review, audit: recorded, limit: writes } as const;
  return [
    {
      ...row,
      operation: 'takeReviewStep',
      method: 'POST',
      path: '/onboarding/v1/review/matters/:id/steps',
      schema: { params: byId, body: stepBody, replies: { 200: matterReply } },
      summary: 'Decides: accepts, returns, publishes, issues or removes, with a reason',
      handler: (request) => asCaseHandler(request, tools, () => stepHandler(request, tools, 'review')),
    },
    {
      ...row,
      operation: 'assessRequirement',
      method: 'POST',
      path: '/onboarding/v1/review/trust-marks/:id/assessments',
      schema: { params: byId, body: assessmentBody, replies: { 200: matterReply } },
      summary: 'Records whether one requirement of a trust mark is met, and on what evidence',
      handler: (request) => assessHandler(request, tools),
    },
    {
      ...row,
      operation: 'inviteContactForReview',
      method: 'POST',
      path: '/onboarding/v1/review/organisations/:orgnr/contacts',
      schema: {
        params: byOrganisation,
        body: invitationBody,
        replies: { 200: invitationReply, 201: invitationReply },
      },
      summary: 'Invites a contact of an organisation that the operator has registered itself',
      handler: (request) => inviteForReview(request, tools),
    },
  ];
}
