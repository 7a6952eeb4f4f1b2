import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Running, startSandbox } from '../joining/programs.ts';
import { startHanging } from './hanging.ts';
import { asOperator } from './operator.ts';
import { Representative } from './representative.ts';
import { commandsWith, runCommands } from './tutorial.ts';

/*
 * What a company is shown of its cases, by started programs: its signatory acts for it in the portal, one authority is
 * down, and a municipality's system tells of something new with the commands of the tutorial.
 */

const authorities = ['Arbetsförmedlingen', 'Bolagsverket', 'Karlskrona kommun', 'Skatteverket'];
const away = 'Sundsvalls kommun';
const company = 'TB Valls Golv AB';
const news = 'Tekniskt samråd om lagerbyggnaden';
/** What the veil hides. */
const hidden = /läkarintyg/i;

const folder = mkdtempSync(join(tmpdir(), 'ena-ärenden-å-'));
const data = join(folder, 'sandlåda');
let hub: Running;
let paul: Representative;

/** What the commands of the tutorial with these words say. */
const said = (words: string) => runCommands(commandsWith(words, hub.url, data));

before(async () => {
  hub = await startSandbox(data);
  await said('"kind": "https"');
  paul = await Representative.logIn(hub.url, 'Paul Ingemar Vall');
});
after(async () => {
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a company representative', () => {
  it('sees no case of the company before acting for it', async () => {
    const { text } = await paul.cases();
    assert.match(text, /Du ser ärendena för dig själv/);
    assert.ok(!text.includes('lagerbyggnaden'), text);
  });

  it('acts for it, and sees its cases at four authorities in one list while a fifth is down and named', async () => {
    const chosen = await paul.actForTheOther();
    assert.equal(chosen.status, 200);
    assert.match(chosen.text, new RegExp(`Du ser ärendena för ${company}`));
    const { text } = await paul.cases();
    const list = text.slice(text.indexOf('Det här väntar på dig'));
    for (const name of authorities) assert.ok(list.includes(name), `${name}: ${list}`);
    assert.match(text, new RegExp(`${away} (?:svarade inte|har inte svarat)`));
    assert.match(text, /Listan visas utan ärenden därifrån\. Försök igen/);
  });

  it('sees first what waits, by the day it is due', async () => {
    const { text } = await paul.cases();
    const places = [
      'lagerbyggnaden behöver',
      'Momsdeklarationen för kvartalet',
      'Årsredovisningen ska',
      'nystartsjobb i tolv',
    ];
    const found = places.map((words) => text.indexOf(words));
    assert.ok(
      found.every((at) => at > 0),
      text,
    );
    assert.deepEqual(
      [...found].sort((a, b) => a - b),
      found,
    );
  });

  it('has on the next page what the municipality loads with the call of the tutorial', async (t) => {
    assert.ok(!(await paul.cases()).text.includes(news));
    assert.match(await said('cases producer key karlskrona'), /"antal":1,"nya":1/);
    const loadedAt = performance.now();
    const { text } = await paul.cases();
    t.diagnostic(`on the page ${((performance.now() - loadedAt) / 1000).toFixed(2)} s after it was loaded`);
    assert.ok(text.includes(news), text);
    assert.ok(text.includes('Boka tid för samråd'));
  });
});

describe('an authority that hangs', () => {
  it('is named last, when all that the others answered has long been on the page', async () => {
    const hanging = await startHanging();
    const { url } = hanging;
    const token = { tokenEndpoint: `${url}/token`, clientId: 'ena', clientSecret: 'hemlig' };
    await asOperator(hub, 'POST', '/cases/v1/producers', {
      ...{ id: 'mortfors', prefix: 'MORTFORS', name: 'Mörtfors kommun', organisation: '2120009994' },
      reach: { kind: 'https', url, ...token },
    });
    const late = 'Mörtfors kommun svarade inte i tid.';
    let before = '';
    const whole = await paul.casesAsTheyCome((sofar) => {
      if (!sofar.includes(late)) before = sofar;
    });
    await asOperator(hub, 'DELETE', '/cases/v1/producers/mortfors');
    hanging.close();
    assert.ok(hanging.calls > 0, 'it was asked');
    assert.match(
      whole.slice(before.length),
      /Mörtfors kommun svarade inte i tid\. Listan visas utan ärenden därifrån\./,
    );
    // Some that the index does not name are asked too, now and then.
    assert.match(before, /Vi frågar [678] myndigheter/);
    const rows = [...before.matchAll(/<li class="case">[\s\S]*?<\/li>/g)].join('');
    for (const name of authorities) assert.ok(rows.includes(name), `${name}: ${rows}`);
    assert.match(whole, /<\/html>\s*$/);
  });
});

describe('the rest of the tutorial', () => {
  it('connects an authority, and loads a file of events that their person then sees', async () => {
    assert.match(await said('cases producer add'), /Testkommunen \(testkommunen, /);
    assert.match(await said('cases load'), /2 nya/);
    const wilma = await Representative.logIn(hub.url, 'Wilma Testberg');
    const { text } = await wilma.cases();
    assert.match(
      text,
      /Du har fått en plats på Ängens förskola Testkommunen Forskola 16 november 2026 Väntar på dig/,
    );
  });

  it('asks by the standard: the company’s cases, and who did not answer', async () => {
    const answer = JSON.parse(await said('cases:forward'));
    const [{ kundhandelserForPart: events }] = answer.kundhandelser;
    const rows: { producent: string; status: string }[] = answer.delfragor;
    const statusOf = new Map(rows.map(({ producent, status }) => [producent, status]));
    for (const name of [...authorities, away])
      assert.ok(statusOf.has(name), `${name}: ${JSON.stringify(rows)}`);
    assert.notEqual(statusOf.get(away), 'OK');
    // Who has not answered within the question's two seconds has told nothing.
    const isTold = events.some(({ rubrik }: { rubrik: string }) => rubrik === news);
    assert.equal(isTold, statusOf.get('Karlskrona kommun') === 'OK');
  });

  it('follows what changes, without saying about whom', async () => {
    const { items, next } = JSON.parse(await said('cases:follow'));
    assert.deepEqual([items.length, typeof next], [2, 'string']);
    assert.doesNotMatch(JSON.stringify(items), /5563454502/);
  });
});

describe('a log-in that is too weak for what a case is about', () => {
  it('shows that there is something, and leads to a stronger one and back', async () => {
    const wilma = await Representative.logIn(hub.url, 'Wilma Testberg', '2');
    const list = await wilma.cases();
    assert.match(
      list.text,
      /Nytt i ett ärende om ersättning Försäkringskassan .* Innehållet visas när du har/,
    );
    assert.doesNotMatch(list.text, hidden);
    const one = await wilma.caseNamed('Nytt i ett ärende om ersättning');
    assert.match(one.text, /Det här ska du göra Vad du ska göra visas när du har loggat in/);
    assert.doesNotMatch(one.text, hidden);
    const back = await wilma.logInStronger(one, '3');
    assert.equal(back.url.pathname, one.url.pathname);
    assert.match(back.text, hidden);
    assert.doesNotMatch(back.text, /Logga in med tillitsnivå/);
  });
});

describe('someone who does not represent it', () => {
  it('is not offered it, and sees nothing of it', async () => {
    const stranger = await Representative.logIn(hub.url, 'Kerstin Exempelsson');
    await assert.rejects(stranger.actForTheOther(), /nobody to act for/);
    assert.ok(!(await stranger.cases()).text.includes(news));
  });
});
