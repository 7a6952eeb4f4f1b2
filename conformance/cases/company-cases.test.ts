import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Running, startSandbox } from '../joining/programs.ts';
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
const mostSeconds = 2;

const folder = mkdtempSync(join(tmpdir(), 'ena-ärenden-å-'));
const data = join(folder, 'sandlåda');
let hub: Running;
let paul: Representative;

before(async () => {
  hub = await startSandbox(data);
  await runCommands(commandsWith('"kind": "https"', hub.url, data));
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
    const { text, status } = await paul.actForTheOther();
    assert.equal(status, 200);
    assert.match(text, new RegExp(`Du ser ärendena för ${company}`));
    const list = text.slice(text.indexOf('Det här väntar på dig'));
    for (const name of authorities) assert.ok(list.includes(name), `${name}: ${list}`);
    assert.match(text, new RegExp(`${away} (?:svarade inte|har inte svarat)`));
    assert.match(text, /Här är listan utan det\. Försök igen/);
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

  it('has on the page within two seconds what the municipality loads with the call of the tutorial', async (t) => {
    assert.ok(!(await paul.cases()).text.includes(news));
    const start = performance.now();
    const said = await runCommands(commandsWith('cases producer key karlskrona', hub.url, data));
    const loadedAt = performance.now();
    assert.match(said, /"antal":1,"nya":1/);
    let text = '';
    while (!text.includes(news) && performance.now() - loadedAt < mostSeconds * 1000)
      ({ text } = await paul.cases());
    const seconds = (performance.now() - loadedAt) / 1000;
    t.diagnostic(
      `loaded after ${((loadedAt - start) / 1000).toFixed(2)} s, on the page ${seconds.toFixed(2)} s later`,
    );
    assert.ok(text.includes(news), text);
    assert.ok(seconds < mostSeconds);
    assert.ok(text.includes('Boka tid för samråd'));
  });
});

describe('someone who does not represent it', () => {
  it('is not offered it, and sees nothing of it', async () => {
    const stranger = await Representative.logIn(hub.url, 'Kerstin Exempelsson');
    await assert.rejects(stranger.actForTheOther(), /nobody to act for/);
    assert.ok(!(await stranger.cases()).text.includes(news));
  });
});
