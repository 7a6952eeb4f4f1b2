import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type OnboardingPortal, startOnboardingPortal } from '../../tests/onboarding-portal.ts';
import { portalOptions, Reader, startPortal } from '../../tests/start-portal.ts';

let portal: OnboardingPortal;

before(async () => {
  portal = await startOnboardingPortal();
});

after(() => portal?.stop());

async function shown(path: string, status = 200): Promise<string> {
  const answer = await portal.reader.get(path);
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

describe('what stands in an organisation’s connector', () => {
  it('is shown with its time: systems, services, and the grants of both directions', async () => {
    const text = await shown('/organisation/2120003005/system');
    assert.match(text, /Anslutningen berättade senast 2026-11-22 10:00/);
    assert.match(text, /verksamhet Körs på samma dator/);
    assert.match(text, /arkiv Har ett eget certifikat/);
    assert.match(text, /Bygglov &lt;å&gt; bygglov GET \/ärenden\/{id}/);
    const [received, given] = [text.indexOf('som ni har fått'), text.indexOf('som ni har lämnat')];
    assert.match(text.slice(received, given), /Bolagsverket \(202100-5489\) .*handläggning GDPR-6.1.e/);
    assert.match(text.slice(given), /Karlskrona kommun \(212000-0829\) .*Avtal 2026-å/);
  });

  it('marks a grant whose time is over, and no other', async () => {
    const text = await shown('/en/organisation/2120003005/system');
    assert.equal(text.split('Has ended').length, 2);
    assert.match(text, /to 2025-04-02 10:00 Has ended/);
  });

  it('says what to do where the connector has told nothing', async () => {
    const text = await shown('/organisation/2120000829/system');
    assert.match(text, /Anslutningen har inte berättat något ännu/);
    assert.match(text, /Ni har inte lämnat någon behörighet/);
  });

  it('is for its contacts, and says so to all others; a personal number has no such page', async () => {
    const text = await shown('/organisation/2021005489/system', 403);
    assert.match(text, /Sidan är för organisationens kontakter .*En administrativ kontakt kan bjuda in dig/);
    assert.match(
      await shown('/en/organisation/2021005489/system', 403),
      /for the contacts of the organisation/,
    );
    await shown('/organisation/9912302396/system', 404);
  });

  it('is changed by commands as they are called here: in the sandbox through npm', async () => {
    const text = await shown('/organisation/2120003005/system');
    assert.match(text, / npm run ena -- service list --org 2120003005 npm run ena -- system add --help /);
    const elsewhere = await startPortal(portalOptions({ hubUrl: portal.sourcesUrl, sandbox: false }));
    const page = await (await fetch(`${elsewhere.url}/organisation/2021005489`)).text();
    assert.match(page, />ena service list --org 2021005489\nena system add --help/);
  });

  it('asks those who are not logged in to log in', async () => {
    const answer = await new Reader(portal.url).get('/organisation/2120003005/system');
    assert.equal(answer.status, 401);
    assert.match(await answer.text(), /portal\/log-in\?next=%2Forganisation%2F2120003005%2Fsystem/);
  });

  it('is found from the organisation’s public page', async () => {
    const page = await (await portal.reader.get('/organisation/2021005489')).text();
    assert.match(page, /href="\/organisation\/2021005489\/system"/);
  });
});
