import type { Route } from '@ena/kernel/http/route.ts';
import {
  agreementReply,
  applicationBody,
  bySignature,
  joinBody,
  joinReply,
  joinTokenReply,
  resubmissionBody,
  signatureBody,
  signaturePage,
  stepBody,
} from '../wire/application.ts';
import { historyPage } from '../wire/history.ts';
import { matterReply } from '../wire/matter.ts';
import { byId, matterQuery, page, pageOf } from '../wire/values.ts';
import {
  fileApplication,
  joinHandler,
  joinTokenHandler,
  listSignatures,
  readAgreement,
  readSignature,
  resubmitApplication,
  signHandler,
} from './applications.ts';
import { listMatters, readHistory, readMatter, stepHandler } from './matters.ts';
import { reads, recorded, self, signatureWrites, writes } from './rules.ts';
import type { Tools } from './tools.ts';

/** What a person does who applies, signs, or is named in a matter. */
export function applicationRoutes(tools: Tools): readonly Route[] {
  return [...filingRoutes(tools), ...matterRoutes(tools), ...agreementRoutes(tools), ...joinRoutes(tools)];
}

function filingRoutes(tools: Tools): readonly Route[] {
  const row = { auth: self, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'fileApplication',
      method: 'POST',
      path: '/onboarding/v1/applications',
      limit: { bodyBytes: 4096, perMinute: 20 },
      schema: { body: applicationBody, replies: { 200: matterReply, 201: matterReply } },
      summary: 'Applies for an organisation to join; checks it at once and prepares the agreement',
      handler: (request) => fileApplication(request, tools),
    },
    {
      ...row,
      operation: 'resubmitApplication',
      method: 'POST',
      path: '/onboarding/v1/applications/:id/resubmissions',
      limit: writes,
      schema: { params: byId, body: resubmissionBody, replies: { 200: matterReply } },
      summary: 'Submits an application again after mending it; the checks run anew',
      handler: (request) => resubmitApplication(request, tools),
    },
  ];
}

function matterRoutes(tools: Tools): readonly Route[] {
  const row = { auth: self, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listMatters',
      method: 'GET',
      path: '/onboarding/v1/matters',
      limit: reads,
      schema: { query: matterQuery, replies: { 200: pageOf(matterReply) } },
      summary: 'Lists the matters that name the caller',
      handler: (request) => listMatters(request, tools),
    },
    {
      ...row,
      operation: 'readMatter',
      method: 'GET',
      path: '/onboarding/v1/matters/:id',
      limit: reads,
      schema: { params: byId, replies: { 200: matterReply } },
      summary: 'Reads a matter: where it stands, why, and what the caller can do',
      handler: (request) => readMatter(request, tools, 'self'),
    },
    {
      ...row,
      operation: 'readHistory',
      method: 'GET',
      path: '/onboarding/v1/matters/:id/history',
      limit: reads,
      schema: { params: byId, query: page, replies: { 200: historyPage } },
      summary: 'Lists every step of a matter with its decision, reason, time and who took it',
      handler: (request) => readHistory(request, tools, 'self'),
    },
    {
      ...row,
      operation: 'takeStep',
      method: 'POST',
      path: '/onboarding/v1/matters/:id/steps',
      limit: writes,
      schema: { params: byId, body: stepBody, replies: { 200: matterReply } },
      summary: 'Takes one of the steps that are open to the caller',
      handler: (request) => stepHandler(request, tools, 'self'),
    },
  ];
}

function agreementRoutes(tools: Tools): readonly Route[] {
  const row = { auth: self, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'readAgreement',
      method: 'GET',
      path: '/onboarding/v1/applications/:id/agreement',
      limit: reads,
      schema: { params: byId, replies: { 200: agreementReply } },
      summary: 'Reads the exact agreement that is to be signed',
      handler: (request) => readAgreement(request, tools),
    },
    {
      ...row,
      operation: 'signAgreement',
      method: 'POST',
      path: '/onboarding/v1/applications/:id/signatures',
      limit: signatureWrites,
      schema: { params: byId, body: signatureBody, replies: { 201: matterReply } },
      summary: 'Hands in the caller’s e-signature of the agreement',
      handler: (request) => signHandler(request, tools),
    },
    {
      ...row,
      operation: 'listSignatures',
      method: 'GET',
      path: '/onboarding/v1/applications/:id/signatures',
      limit: reads,
      schema: { params: byId, query: page, replies: { 200: signaturePage } },
      summary: 'Lists the signatures of an application',
      handler: (request) => listSignatures(request, tools, 'self'),
    },
    {
      ...row,
      operation: 'readSignature',
      method: 'GET',
      path: '/onboarding/v1/applications/:id/signatures/:signature',
      limit: reads,
      schema: { params: bySignature },
      summary: 'Downloads a signature as the identity service made it',
      handler: (request) => readSignature(request, tools, 'self'),
    },
  ];
}

function joinRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'makeJoinToken',
      method: 'POST',
      path: '/onboarding/v1/applications/:id/join-tokens',
      auth: self,
      limit: { bodyBytes: 0, perMinute: 20 },
      audit: recorded,
      schema: { params: byId, replies: { 201: joinTokenReply } },
      summary: 'Makes a token with which the organisation’s connector joins, once',
      handler: (request) => joinTokenHandler(request, tools),
    },
    {
      operation: 'joinFederation',
      method: 'POST',
      path: '/onboarding/v1/joins',
      auth: {
        kind: 'self-signed',
        why: 'The body carries a join token of 256 random bits that works once and for a day.',
      },
      limit: { bodyBytes: 16_384, perMinute: 30 },
      audit: recorded,
      schema: { body: joinBody, replies: { 201: joinReply } },
      summary: 'Registers the federation keys of an organisation with its join token',
      handler: (request) => joinHandler(request, tools),
    },
  ];
}
