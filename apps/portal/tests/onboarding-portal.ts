import type { PortalOptions } from '../options.ts';
import { portalOptions, Reader, startPortal, testClientKey } from './start-portal.ts';
import { startTestProvider } from './test-provider.ts';
import { serveToldSources } from './told-sources.ts';

export interface OnboardingPortal {
  readonly url: string;
  /** Of the sources that the portal asks. */
  readonly sourcesUrl: string;
  readonly reader: Reader;
  /** Sends a form of the reader's. */
  post(path: string, fields: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

const onboarding = {
  id: 'governance/onboarding',
  names: { sv: 'Anslutning', en: 'Onboarding' },
  contracts: [],
  apis: [],
};

/** The portal beside told sources, with a reader who is logged in and may act in the onboarding. */
export async function startOnboardingPortal(changes: Partial<PortalOptions> = {}): Promise<OnboardingPortal> {
  const key = await testClientKey();
  const sources = await serveToldSources();
  const provider = await startTestProvider(async () => [key.publicJwk]);
  const portal = await startPortal(
    portalOptions({
      hubUrl: sources.url,
      deadlineMs: 2000,
      logIn: { issuer: provider.issuer, key, scopes: ['onboarding:self'] },
      rooms: [onboarding],
      ...changes,
    }),
  );
  const reader = new Reader(portal.url);
  await reader.logIn();
  const token = await reader.token();
  return {
    url: portal.url,
    sourcesUrl: sources.url,
    reader,
    post: (path, fields) => reader.post(path, { 'form-token': token, ...fields }),
    stop: async () => {
      await portal.stop();
      await Promise.all([sources.close(), provider.close()]);
    },
  };
}
