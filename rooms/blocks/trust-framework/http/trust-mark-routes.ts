import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import type { TrustMarkTools } from '../use-cases/trust-mark-tools.ts';
import {
  evaluation,
  evaluationQuery,
  markListQuery,
  reasonGiven,
  trustMark,
  trustMarkOrder,
  trustMarkPage,
  trustMarkWithSteps,
} from '../wire/trust-mark.ts';
import { evidence, evidencePage, evidenceReport, markedEntityId } from '../wire/trust-mark-evidence.ts';
import { markRotationReply, markRotationRequest } from '../wire/trust-mark-rotation.ts';
import { trustMarkType, trustMarkTypePage, trustRequirementPage } from '../wire/trust-mark-type.ts';
import { open, operator, recorded, sometimes, unrecorded } from './rules.ts';
import * as catalogue from './trust-mark-catalogue.ts';
import * as evidenceHandlers from './trust-mark-evidence.ts';
import { trustMarkFederationRoutes } from './trust-mark-federation-routes.ts';
import { rotateMarkKeys } from './trust-mark-rotation.ts';
import * as marks from './trust-marks.ts';

const page = Type.Object(pagingQuery);
const pageOfEntity = Type.Object({ ...pagingQuery, entityId: markedEntityId });
const pageOfMarks = Type.Object({ ...pagingQuery, ...markListQuery.properties });
const byId = Type.Object({ id: Type.String({ pattern: '^[a-z]+_[0-9a-f]{32}$' }) });
const byType = Type.Object({ type: Type.String({ pattern: '^[a-z-]{1,64}$' }) });

const small = { bodyBytes: 4096, perMinute: 600 };

/** The issuer's endpoints, and our own API: the catalogue for everyone, evidence and marks for the operator. */
export function trustMarkRoutes(tools: TrustMarkTools): readonly Route[] {
  return [
    ...trustMarkFederationRoutes(tools),
    ...catalogueRoutes(tools),
    ...evidenceRoutes(tools),
    ...markRoutes(tools),
    ...stepRoutes(tools),
    rotationRoute(tools),
  ];
}

function catalogueRoutes(tools: TrustMarkTools): readonly Route[] {
  const row = { auth: open, audit: unrecorded, limit: sometimes } as const;
  return [
    {
      ...row,
      operation: 'listTrustRequirements',
      method: 'GET',
      path: '/trust-framework/v1/trust-requirements',
      schema: { query: page, replies: { 200: trustRequirementPage } },
      summary: 'Lists the trust requirements and the control that each needs',
      handler: catalogue.listTrustRequirements,
    },
    {
      ...row,
      operation: 'listTrustMarkTypes',
      method: 'GET',
      path: '/trust-framework/v1/trust-mark-types',
      schema: { query: page, replies: { 200: trustMarkTypePage } },
      summary: 'Lists the types of trust marks',
      handler: (request) => catalogue.listTrustMarkTypes(request, tools),
    },
    {
      ...row,
      operation: 'readTrustMarkType',
      method: 'GET',
      path: '/trust-framework/v1/trust-mark-types/:type',
      schema: { params: byType, replies: { 200: trustMarkType } },
      summary: 'One type of trust mark with the requirements that it stands for',
      handler: (request) => catalogue.readTrustMarkType(request, tools),
    },
  ];
}

function evidenceRoutes(tools: TrustMarkTools): readonly Route[] {
  const row = { auth: operator, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'recordTrustMarkEvidence',
      method: 'POST',
      path: '/trust-framework/v1/trust-mark-evidence',
      limit: small,
      schema: { body: evidenceReport, replies: { 200: evidence, 201: evidence } },
      summary: 'Records that a requirement was reviewed, by whom and how',
      handler: (request) => evidenceHandlers.recordEvidence(request, tools),
    },
    {
      ...row,
      operation: 'listTrustMarkEvidence',
      method: 'GET',
      path: '/trust-framework/v1/trust-mark-evidence',
      limit: sometimes,
      schema: { query: pageOfEntity, replies: { 200: evidencePage } },
      summary: 'Lists the evidence about an entity',
      handler: (request) => evidenceHandlers.listEvidence(request, tools),
    },
    {
      ...row,
      operation: 'withdrawTrustMarkEvidence',
      method: 'DELETE',
      path: '/trust-framework/v1/trust-mark-evidence/:id',
      limit: sometimes,
      schema: { params: byId },
      summary: 'Withdraws evidence that was wrong',
      handler: (request) => evidenceHandlers.withdrawEvidence(request, tools),
    },
  ];
}

function markRoutes(tools: TrustMarkTools): readonly Route[] {
  const row = { auth: operator, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'evaluateTrustMark',
      method: 'GET',
      path: '/trust-framework/v1/trust-mark-evaluations',
      limit: sometimes,
      schema: { query: evaluationQuery, replies: { 200: evaluation } },
      summary: 'Says what an entity lacks for a trust mark, requirement by requirement',
      handler: (request) => marks.readEvaluation(request, tools),
    },
    {
      ...row,
      operation: 'issueTrustMark',
      method: 'POST',
      path: '/trust-framework/v1/trust-marks',
      limit: small,
      schema: { body: trustMarkOrder, replies: { 201: trustMark } },
      summary: 'Issues a trust mark, where every requirement has evidence',
      handler: (request) => marks.issueMark(request, tools),
    },
    {
      ...row,
      operation: 'listTrustMarks',
      method: 'GET',
      path: '/trust-framework/v1/trust-marks',
      limit: sometimes,
      schema: { query: pageOfMarks, replies: { 200: trustMarkPage } },
      summary: 'Lists trust marks, newest first',
      handler: (request) => marks.listMarks(request, tools),
    },
    {
      ...row,
      operation: 'readTrustMarkCourse',
      method: 'GET',
      path: '/trust-framework/v1/trust-marks/:id',
      limit: sometimes,
      schema: { params: byId, replies: { 200: trustMarkWithSteps } },
      summary: 'One trust mark with every step that it has taken',
      handler: (request) => marks.readMark(request, tools),
    },
  ];
}

function stepRoutes(tools: TrustMarkTools): readonly Route[] {
  const row = { auth: operator, audit: recorded } as const;
  const replies = { 200: trustMark };
  return [
    {
      ...row,
      operation: 'renewTrustMark',
      method: 'POST',
      path: '/trust-framework/v1/trust-marks/:id/renew',
      limit: sometimes,
      schema: { params: byId, replies },
      summary: 'Signs a trust mark anew with a later end',
      handler: marks.stepHandler('renew', tools),
    },
    {
      ...row,
      operation: 'suspendTrustMark',
      method: 'POST',
      path: '/trust-framework/v1/trust-marks/:id/suspend',
      limit: small,
      schema: { params: byId, body: reasonGiven, replies },
      summary: 'Suspends a trust mark, with a reason',
      handler: marks.stepHandler('suspend', tools),
    },
    {
      ...row,
      operation: 'resumeTrustMark',
      method: 'POST',
      path: '/trust-framework/v1/trust-marks/:id/resume',
      limit: sometimes,
      schema: { params: byId, replies },
      summary: 'Lets a suspended trust mark count again',
      handler: marks.stepHandler('resume', tools),
    },
    {
      ...row,
      operation: 'revokeTrustMark',
      method: 'POST',
      path: '/trust-framework/v1/trust-marks/:id/revoke',
      limit: small,
      schema: { params: byId, body: reasonGiven, replies },
      summary: 'Revokes a trust mark for good, with a reason',
      handler: marks.stepHandler('revoke', tools),
    },
  ];
}

function rotationRoute(tools: TrustMarkTools): Route {
  return {
    operation: 'rotateTrustMarkKeys',
    method: 'POST',
    path: '/trust-framework/v1/trust-mark-keys/rotate',
    auth: operator,
    audit: recorded,
    limit: { bodyBytes: 1024, perMinute: 60 },
    schema: { body: markRotationRequest, replies: { 200: markRotationReply } },
    summary: 'Takes the next step in the rotation of the keys of the issuer or the owner of trust marks',
    handler: (request) => rotateMarkKeys(request, tools),
  };
}
