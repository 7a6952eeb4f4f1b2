import type { Route } from '@ena/kernel/http/route.ts';
import { invitationAnswerBody, invitationBody, invitationReply, organisationPage } from '../wire/contact.ts';
import { matterReply } from '../wire/matter.ts';
import { serviceBody, serviceDraftBody } from '../wire/service.ts';
import { markApplicationBody } from '../wire/trust-mark.ts';
import { byId, byOrganisation, matterQuery, page, pageOf } from '../wire/values.ts';
import { listOrganisationMatters } from './matters.ts';
import {
  answerHandler,
  applyForMarkHandler,
  inviteHandler,
  listOrganisations,
  registerServiceHandler,
  saveServiceHandler,
} from './organisations.ts';
import { reads, recorded, self, writes } from './rules.ts';
import type { Tools } from './tools.ts';

/** What the contacts of an organisation do. */
export function organisationRoutes(tools: Tools): readonly Route[] {
  return [...contactRoutes(tools), ...serviceRoutes(tools)];
}

function contactRoutes(tools: Tools): readonly Route[] {
  const row = { auth: self, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listOrganisations',
      method: 'GET',
      path: '/onboarding/v1/organisations',
      limit: reads,
      schema: { query: page, replies: { 200: organisationPage } },
      summary: 'Lists the organisations that the caller acts for, and in which roles',
      handler: (request) => listOrganisations(request, tools),
    },
    {
      ...row,
      operation: 'listOrganisationMatters',
      method: 'GET',
      path: '/onboarding/v1/organisations/:orgnr/matters',
      limit: reads,
      schema: { params: byOrganisation, query: matterQuery, replies: { 200: pageOf(matterReply) } },
      summary: 'Lists the matters of an organisation: application, contacts, services, trust marks',
      handler: (request) => listOrganisationMatters(request, tools),
    },
    {
      ...row,
      operation: 'inviteContact',
      method: 'POST',
      path: '/onboarding/v1/organisations/:orgnr/contacts',
      limit: writes,
      schema: {
        params: byOrganisation,
        body: invitationBody,
        replies: { 200: invitationReply, 201: invitationReply },
      },
      summary: 'Invites a contact; the answer holds the code to hand over',
      handler: (request) => inviteHandler(request, tools, 'self'),
    },
    {
      ...row,
      operation: 'answerInvitation',
      method: 'POST',
      path: '/onboarding/v1/invitation-answers',
      limit: { bodyBytes: 1024, perMinute: 20 },
      schema: { body: invitationAnswerBody, replies: { 200: matterReply } },
      summary: 'Accepts or declines an invitation to become a contact',
      handler: (request) => answerHandler(request, tools),
    },
  ];
}

function serviceRoutes(tools: Tools): readonly Route[] {
  const row = { auth: self, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'registerService',
      method: 'POST',
      path: '/onboarding/v1/organisations/:orgnr/services',
      limit: writes,
      schema: {
        params: byOrganisation,
        body: serviceBody,
        replies: { 200: matterReply, 201: matterReply },
      },
      summary: 'Begins the metadata of a service as a draft',
      handler: (request) => registerServiceHandler(request, tools),
    },
    {
      ...row,
      operation: 'saveService',
      method: 'PUT',
      path: '/onboarding/v1/services/:id',
      limit: writes,
      schema: { params: byId, body: serviceDraftBody, replies: { 200: matterReply } },
      summary: 'Changes the draft of a service; what is published stays until it is reviewed',
      handler: (request) => saveServiceHandler(request, tools),
    },
    {
      ...row,
      operation: 'applyForTrustMark',
      method: 'POST',
      path: '/onboarding/v1/organisations/:orgnr/trust-mark-applications',
      limit: { bodyBytes: 4096, perMinute: 20 },
      schema: {
        params: byOrganisation,
        body: markApplicationBody,
        replies: { 200: matterReply, 201: matterReply },
      },
      summary: 'Applies for a trust mark for the organisation or one of its published services',
      handler: (request) => applyForMarkHandler(request, tools),
    },
  ];
}
