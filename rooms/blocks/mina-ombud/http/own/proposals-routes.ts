import type { Route } from '@ena/kernel/http/route.ts';
import { byId, forQuery } from '../../wire/own/page.ts';
import { proposalPage, proposalReply, reasonBody, signatureBody } from '../../wire/own/proposal.ts';
import { proposalBody, proposalQuery, revisionBody } from '../../wire/own/proposal-request.ts';
import {
  closeProposalHandler,
  listProposalsHandler,
  makeProposalHandler,
  readProposalHandler,
  readTextHandler,
  reviseProposalHandler,
  settleProposalHandler,
  signProposalHandler,
} from './proposals.ts';
import { namings, reads, recorded, self, signatureWrites, writes } from './rules.ts';
import type { Tools } from './tools.ts';

/** Mandates in the making: made by the grantor or asked for by the coming holder, approved, signed, registered. */
export function proposalRoutes(tools: Tools): readonly Route[] {
  return [...makingRoutes(tools), ...readingRoutes(tools), ...stepRoutes(tools)];
}

function makingRoutes(tools: Tools): readonly Route[] {
  const row = { auth: self, limit: namings, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'makeProposal',
      method: 'POST',
      path: '/mandates/v1/proposals',
      schema: { body: proposalBody, replies: { 200: proposalReply, 201: proposalReply } },
      summary: 'Begins a mandate: a draft by the grantor, or a request by the coming holder',
      handler: (request) => makeProposalHandler(request, tools),
    },
    {
      ...row,
      operation: 'reviseProposal',
      method: 'PUT',
      path: '/mandates/v1/proposals/:id',
      schema: { params: byId, query: forQuery, body: revisionBody, replies: { 200: proposalReply } },
      summary: 'Draws a draft or a request anew, from the template as it is published now',
      handler: (request) => reviseProposalHandler(request, tools),
    },
  ];
}

function readingRoutes(tools: Tools): readonly Route[] {
  const row = { auth: self, limit: reads, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listProposals',
      method: 'GET',
      path: '/mandates/v1/proposals',
      schema: { query: proposalQuery, replies: { 200: proposalPage } },
      summary: 'Lists mandates in the making that concern the caller, newest first',
      handler: (request) => listProposalsHandler(request, tools),
    },
    {
      ...row,
      operation: 'readProposal',
      method: 'GET',
      path: '/mandates/v1/proposals/:id',
      schema: { params: byId, query: forQuery, replies: { 200: proposalReply } },
      summary: 'Reads a mandate in the making: where it stands, and what remains of its signing',
      handler: (request) => readProposalHandler(request, tools),
    },
    {
      ...row,
      operation: 'readProposalText',
      method: 'GET',
      path: '/mandates/v1/proposals/:id/text',
      schema: { params: byId, query: forQuery },
      summary: 'Reads the exact text to sign',
      handler: (request) => readTextHandler(request, tools),
    },
  ];
}

function stepRoutes(tools: Tools): readonly Route[] {
  const schema = { params: byId, query: forQuery, body: reasonBody, replies: { 200: proposalReply } };
  const row = { method: 'POST', auth: self, limit: writes, audit: recorded, schema } as const;
  return [
    {
      ...row,
      operation: 'submitProposal',
      path: '/mandates/v1/proposals/:id/submission',
      summary: 'Hands a draft in for signing: its text and who signs stand from here',
      handler: (request) => settleProposalHandler(request, tools, 'submit'),
    },
    {
      ...row,
      operation: 'approveProposal',
      path: '/mandates/v1/proposals/:id/approval',
      summary: 'Approves a request; it goes to signing',
      handler: (request) => settleProposalHandler(request, tools, 'approve'),
    },
    {
      ...row,
      operation: 'declineProposal',
      path: '/mandates/v1/proposals/:id/refusal',
      summary: 'Declines a request',
      handler: (request) => closeProposalHandler(request, tools, 'decline'),
    },
    {
      ...row,
      operation: 'withdrawProposal',
      path: '/mandates/v1/proposals/:id/withdrawal',
      summary: 'Withdraws a draft, a request or what is being signed',
      handler: (request) => closeProposalHandler(request, tools, 'withdraw'),
    },
    {
      ...row,
      operation: 'signProposal',
      path: '/mandates/v1/proposals/:id/signatures',
      limit: signatureWrites,
      schema: { params: byId, query: forQuery, body: signatureBody, replies: { 201: proposalReply } },
      summary: 'Hands in the caller’s e-signature of the exact text; the last one registers the mandate',
      handler: (request) => signProposalHandler(request, tools),
    },
  ];
}
