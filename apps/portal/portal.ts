import type { Connection } from '@ena/client/call.ts';
import type { RoomReply, Route, Stray } from '@ena/kernel/http/route.ts';
import { second } from '@ena/kernel/time.ts';
import { icon, shellFiles } from './assets/shell-files.ts';
import { type AfterLogIn, type LogInFlow, openLogIn } from './log-in/flow.ts';
import { logInRoutes } from './log-in/routes.ts';
import type { PortalOptions } from './options.ts';
import { accessibilityPage } from './pages/accessibility/page.ts';
import { actForForm, actForPage, type FindOrganisations } from './pages/act-for.ts';
import { caseForms, casePages } from './pages/cases/rows.ts';
import type { CaseTools } from './pages/cases/tools.ts';
import { companyPage } from './pages/company.ts';
import { feedbackRow } from './pages/feedback/form.ts';
import { mandateForms, mandatePages } from './pages/mandates/rows.ts';
import type { MandateTools } from './pages/mandates/tools.ts';
import { mapPage } from './pages/map/page.ts';
import { onboardingPart } from './pages/onboarding/own-part.ts';
import { onboardingForms, onboardingPages } from './pages/onboarding/rows.ts';
import { type OnboardingTools, onboardingTools } from './pages/onboarding/tools.ts';
import { detailsPage } from './pages/organisation/details.ts';
import { overviewPage } from './pages/organisation/overview.ts';
import { personPage } from './pages/person.ts';
import { startPage } from './pages/start.ts';
import { verifyPages } from './pages/verify/page.ts';
import { type FormRow, formRoutes, type PageRow, pageRoutes } from './shell/rows.ts';
import { PortalServer } from './shell/server.ts';
import { strayPage } from './shell/stray-page.ts';
import { caseSource } from './sources/cases.ts';
import { mandateSource, signProposal } from './sources/mandates.ts';
import { OnboardingApi } from './sources/onboarding.ts';

/** Every address of the portal, and what a browser is shown at addresses that nobody has. */
export interface Portal {
  readonly routes: readonly Route[];
  readonly strays: (call: Stray) => RoomReply | undefined;
}

/** How long answers of authorities are gathered into one list, from the first of them. */
const windowMs = 150;

/** What the hub does not run has no page. */
export function openPortal(options: PortalOptions): Portal {
  const files = shellFiles(options.secrets);
  const server = new PortalServer(options, files.addresses);
  const connection: Connection = {
    url: options.hubUrl,
    fetch: options.fetch,
    deadlineMs: options.deadlineMs ?? 5 * second,
  };
  const flow = options.logIn && openLogIn(server, options.logIn);
  const onboarding = server.site.onboarding ? onboardingTools(connection, options.secrets.make) : undefined;
  const mandates = server.site.mandates
    ? { ...mandateSource(connection), newKey: options.secrets.make }
    : undefined;
  const { publicUrl } = options;
  const cases = server.site.cases
    ? { ...caseSource(connection, options.deadlineMs), publicUrl, windowMs }
    : undefined;
  const own = { onboarding, mandates, cases };
  const verify = verifyPages(options.secrets);
  const pages = [
    ...openPages(options, connection, onboarding, cases !== undefined),
    verify.page,
    ...ownPages(flow, own),
  ];
  const forms = [...ownForms(flow, own), ...feedbackForms(options, connection, pages)];
  const routes = [
    ...pages.flatMap((row) => pageRoutes(server, row)),
    ...forms.flatMap((row) => formRoutes(server, row)),
    ...(flow === undefined || options.logIn === undefined
      ? []
      : logInRoutes(flow, options.logIn, afterLogIn(connection, onboarding !== undefined))),
    ...files.routes,
    ...verify.routes,
    icon(),
  ];
  return { routes, strays: (call) => strayPage(server, call) };
}

function afterLogIn(connection: Connection, onboarding: boolean): AfterLogIn {
  const api = (token: string) => new OnboardingApi({ ...connection, token });
  return {
    takeSignature: async ({ accessToken: token }, matter, userSignature) => {
      const outcome =
        typeof matter === 'string'
          ? await api(token).own.sign(matter, userSignature)
          : await signProposal({ ...connection, token }, matter, userSignature);
      return outcome.kind === 'ok';
    },
    mayReview: async ({ accessToken }) => onboarding && api(accessToken).mayReview(),
  };
}

/** Pages that anyone may read. */
function openPages(
  options: PortalOptions,
  connection: Connection,
  onboarding: OnboardingTools | undefined,
  cases: boolean,
): readonly PageRow[] {
  return [
    startPage,
    personPage(cases),
    companyPage(cases),
    overviewPage(connection, onboarding && onboardingPart(onboarding)),
    detailsPage(connection, onboarding !== undefined && options.logIn !== undefined),
    mapPage(options),
    accessibilityPage,
  ];
}

/** What the pages of the signed in work with; absent where the hub does not run what they are about. */
interface OwnTools {
  readonly onboarding: OnboardingTools | undefined;
  readonly mandates: MandateTools | undefined;
  readonly cases: CaseTools | undefined;
}

/** Pages that concern the one who has logged in. */
function ownPages(
  flow: LogInFlow | undefined,
  { onboarding, mandates, cases }: OwnTools,
): readonly PageRow[] {
  if (flow === undefined) return [];
  return [
    actForPage(findOrganisations(onboarding)),
    ...(onboarding ? onboardingPages(onboarding) : []),
    ...(mandates ? mandatePages(mandates) : []),
    ...(cases ? casePages(cases) : []),
  ];
}

function ownForms(
  flow: LogInFlow | undefined,
  { onboarding, mandates, cases }: OwnTools,
): readonly FormRow[] {
  if (flow === undefined) return [];
  return [
    actForForm(findOrganisations(onboarding)),
    ...(onboarding ? onboardingForms(onboarding, flow) : []),
    ...(mandates ? mandateForms(mandates, flow) : []),
    ...(cases ? caseForms(cases) : []),
  ];
}

function findOrganisations(onboarding: OnboardingTools | undefined): FindOrganisations {
  return async (visit) => {
    const outcome = await onboarding?.api(visit).own.organisations({ limit: 100 });
    return outcome?.kind === 'ok' ? outcome.value.items : [];
  };
}

function feedbackForms(
  options: PortalOptions,
  connection: Connection,
  pages: readonly PageRow[],
): readonly FormRow[] {
  const { feedback, secrets, publicUrl } = options;
  if (feedback === undefined) return [];
  const domain = new URL(publicUrl).hostname;
  const paths = new Set(pages.map(({ path }) => path));
  return [feedbackRow({ connection, feedback, secrets, domain, pages: paths })];
}
