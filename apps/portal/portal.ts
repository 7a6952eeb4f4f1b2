import type { Connection } from '@ena/client/call.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { second } from '@ena/kernel/time.ts';
import { icon, shellFiles } from './assets/shell-files.ts';
import { type AfterLogIn, type LogInFlow, openLogIn } from './log-in/flow.ts';
import { logInRoutes } from './log-in/routes.ts';
import type { PortalOptions } from './options.ts';
import { accessibilityPage } from './pages/accessibility/page.ts';
import { actForForm, actForPage, type FindOrganisations } from './pages/act-for.ts';
import { companyPage } from './pages/company.ts';
import { feedbackRow } from './pages/feedback/form.ts';
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
import { OnboardingApi } from './sources/onboarding.ts';

/** Every address of the portal. What the hub does not run has no page. */
export function portalRoutes(options: PortalOptions): readonly Route[] {
  const files = shellFiles(options.secrets);
  const server = new PortalServer(options, files.addresses);
  const connection: Connection = {
    url: options.hubUrl,
    fetch: options.fetch,
    deadlineMs: options.deadlineMs ?? 5 * second,
  };
  const flow = options.logIn && openLogIn(server, options.logIn);
  const onboarding = server.site.onboarding ? onboardingTools(connection, options.secrets.make) : undefined;
  const verify = verifyPages(options.secrets);
  const pages = [...openPages(options, connection, onboarding), verify.page, ...ownPages(flow, onboarding)];
  const forms = [...ownForms(flow, onboarding), ...feedbackForms(options, connection, pages)];
  return [
    ...pages.flatMap((row) => pageRoutes(server, row)),
    ...forms.flatMap((row) => formRoutes(server, row)),
    ...(flow === undefined || options.logIn === undefined
      ? []
      : logInRoutes(flow, options.logIn, afterLogIn(connection, onboarding !== undefined))),
    ...files.routes,
    ...verify.routes,
    icon(),
  ];
}

function afterLogIn(connection: Connection, onboarding: boolean): AfterLogIn {
  const api = (token: string) => new OnboardingApi({ ...connection, token });
  return {
    takeSignature: async ({ accessToken }, matter, userSignature) =>
      (await api(accessToken).own.sign(matter, userSignature)).kind === 'ok',
    mayReview: async ({ accessToken }) => onboarding && api(accessToken).mayReview(),
  };
}

/** Pages that anyone may read. */
function openPages(
  options: PortalOptions,
  connection: Connection,
  onboarding: OnboardingTools | undefined,
): readonly PageRow[] {
  return [
    startPage,
    personPage,
    companyPage,
    overviewPage(connection, onboarding && onboardingPart(onboarding)),
    detailsPage(connection),
    mapPage(options),
    accessibilityPage,
  ];
}

/** Pages that concern the one who has logged in. */
function ownPages(flow: LogInFlow | undefined, onboarding: OnboardingTools | undefined): readonly PageRow[] {
  if (flow === undefined) return [];
  return [actForPage(findOrganisations(onboarding)), ...(onboarding ? onboardingPages(onboarding) : [])];
}

function ownForms(flow: LogInFlow | undefined, onboarding: OnboardingTools | undefined): readonly FormRow[] {
  if (flow === undefined) return [];
  return [
    actForForm(findOrganisations(onboarding)),
    ...(onboarding ? onboardingForms(onboarding, flow) : []),
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
