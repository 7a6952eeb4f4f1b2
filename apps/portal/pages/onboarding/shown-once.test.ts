import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startOnboardingPortal } from '../../tests/onboarding-portal.ts';
import { matterId } from '../../tests/told-sources.ts';

/** The answer to a form, from a portal in the sandbox or outside it. */
async function answerTo(
  path: string,
  fields: Record<string, string>,
  { sandbox = true } = {},
): Promise<string> {
  const portal = await startOnboardingPortal({ sandbox, feedback: { apiKey: async () => undefined } });
  const page = await (await portal.post(path, fields)).text();
  await portal.stop();
  return page;
}

const join = `/organisation/arende/${matterId}/anslut`;
const invite = '/organisation/2120003005/bjud-in';
const contact = { role: 'technical', name: 'Örjan Testsson', email: 'orjan@kommun.example' };

/** What would take the reader to another page, and the secret away, while it seems to stay. */
const leads = ['hreflang="en"', 'rel="alternate"', '/portal/extend', '/portal/feedback'];

it('a page that shows a secret once has nothing that seems to stay on it and does not', async () => {
  for (const [path, fields, secret] of [
    [join, {}, 'hemlig'],
    [invite, contact, 'inbjudningskod'],
  ] as const) {
    const page = await answerTo(path, fields);
    assert.ok(page.includes(secret), path);
    for (const lead of leads) assert.ok(!page.includes(lead), `${path}: ${lead}`);
  }
});

it('a form that came back leads to its page in the other language', async () => {
  const page = await answerTo(invite, { ...contact, role: 'operator' });
  assert.match(page, /href="\/en\/organisation\/2120003005\/skot" lang="en"/);
  assert.ok(!page.includes('rel="alternate"'));
});

it('the command is shown as it is called here: in the sandbox through npm', async () => {
  assert.match(await answerTo(join, {}), />npm run ena -- org add 2120003005 --join-token hemlig<\/pre>/);
  const outside = await answerTo(join, {}, { sandbox: false });
  assert.match(outside, />ena org add 2120003005 --join-token hemlig<\/pre>/);
});
