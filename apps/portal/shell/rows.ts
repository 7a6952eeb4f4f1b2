import type { AuditRule, AuthRule, RoomRequest, Route } from '@ena/kernel/http/route.ts';
import { inLanguage, type Language, languages } from '../texts/language.ts';
import { tokenName } from './form.ts';
import { formGonePage, logInFirstPage } from './message-page.ts';
import { refusalPage } from './refusal-page.ts';
import type { PortalServer } from './server.ts';
import { readUpload, type Upload } from './upload.ts';
import { type Answer, type Form, formOf, type OwnVisit, type Visit } from './visit.ts';

/** A page of the portal; each has two addresses, one for each language. */
export type PageRow = { readonly name: string; readonly path: string; readonly summary: string } & (
  | { readonly who: 'anyone'; readonly show: (visit: Visit) => Promise<Answer> }
  | { readonly who: 'signed-in'; readonly show: (visit: OwnVisit) => Promise<Answer> }
);

/** What a page's form does. Those of the signed in carry the session's token; those of anyone act for no one. */
export type FormRow = {
  readonly name: string;
  readonly path: string;
  readonly summary: string;
  /**
   * The page that an answer's own links lead to: the other language, and back from a log-in. Named by each row at whose
   * path there is no page; with the path's parameters only.
   */
  readonly readAt?: string;
} & (
  | { readonly who: 'anyone'; readonly take: (visit: Visit, form: Form) => Promise<Answer> }
  | {
      readonly who: 'signed-in';
      /** The form may hold a file of so many bytes; it is then `multipart/form-data`. */
      readonly largestFile?: number;
      readonly take: (visit: OwnVisit, form: Form, file: Upload['file']) => Promise<Answer>;
    }
);

const anyone: AuthRule = { kind: 'public', why: 'Shows and takes only what the public APIs do for anyone.' };
const signedIn: AuthRule = {
  kind: 'public',
  why: 'The handler asks for the session of the cookie; without one it answers a page that says to log in.',
};
const unrecorded: AuditRule = {
  record: 'never',
  why: 'The APIs that the page asks with the person’s own token keep the record.',
};

export function pageRoutes(server: PortalServer, row: PageRow): readonly Route[] {
  return languages.map((language) => ({
    operation: operationName('read', row.name, language),
    method: 'GET',
    path: inLanguage(language, row.path),
    summary: row.summary,
    auth: row.who === 'anyone' ? anyone : signedIn,
    limit: { bodyBytes: 0, perMinute: 600 },
    audit: unrecorded,
    renderProblem: (problem, requestId) =>
      server.refuse(problem, server.visit({ language, template: withoutRequest(row.path), requestId })),
    handler: async (request) => {
      const visit = server.visit({ language, template: row.path, request });
      return server.render(visit, await shown(row, visit, server, request));
    },
  }));
}

async function shown(row: PageRow, visit: Visit, server: PortalServer, request: RoomRequest) {
  if (row.who === 'anyone') return row.show(visit);
  const own = server.own(visit, request);
  return own === undefined ? logInFirstPage(visit) : row.show(own);
}

/** Bytes. A mandate's form names up to two hundred permissions, by codes of up to 255 letters. */
const largestForm = { anyone: 64 * 1024, 'signed-in': 256 * 1024 } as const;

function fileOf(row: FormRow): number | undefined {
  return row.who === 'signed-in' ? row.largestFile : undefined;
}

/** A refusal of the kernel knows no parameters: where the path has some, the links start from the front page. */
function withoutRequest(template: string): string {
  return template.includes(':') ? '/' : template;
}

export function formRoutes(server: PortalServer, row: FormRow): readonly Route[] {
  const template = row.readAt ?? row.path;
  return languages.map((language) => ({
    operation: operationName('send', row.name, language),
    method: 'POST',
    path: inLanguage(language, row.path),
    summary: row.summary,
    consumes: [fileOf(row) === undefined ? 'application/x-www-form-urlencoded' : 'multipart/form-data'],
    auth: row.who === 'anyone' ? anyone : signedIn,
    limit: { bodyBytes: largestForm[row.who] + (fileOf(row) ?? 0), perMinute: 60 },
    audit: unrecorded,
    renderProblem: (problem, requestId) =>
      server.refuse(
        problem,
        server.visit({ language, template: withoutRequest(template), answersForm: true, requestId }),
      ),
    handler: async (request) => {
      const visit = server.visit({ language, template, answersForm: true, request });
      return server.render(visit, await taken(row, visit, server, request));
    },
  }));
}

async function taken(
  row: FormRow,
  visit: Visit,
  server: PortalServer,
  request: RoomRequest,
): Promise<Answer> {
  if (!server.sentByUs(request)) return formGonePage(visit, visit.href('/'));
  if (row.who === 'anyone') return row.take(visit, formOf(request));
  const own = server.own(visit, request);
  if (own === undefined) return formGonePage(visit, visit.href('/'));
  const sent: Upload | undefined =
    row.largestFile === undefined ? { form: formOf(request) } : await readUpload(request);
  if (sent === undefined) return refusalPage(visit, 400);
  if (!server.hasToken(own, sent.form[tokenName])) return formGonePage(visit, visit.href('/'));
  return row.take(own, sent.form, sent.file);
}

function operationName(verb: string, name: string, language: Language): string {
  return `${verb}${name}${language === 'en' ? 'InEnglish' : ''}`;
}
