import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Running, runEna, startSandbox } from '../joining/programs.ts';
import { type Forwarded, forwardingClient } from './forwarded.ts';
import { Representative } from './representative.ts';

/*
 * The life events of the sandbox, by started programs: the command lets several authorities tell a person about the
 * same thing, and she finds all of it by the published standard and on one page.
 */

const lives = [
  {
    command: 'flytta',
    person: 'Kerstin Exempelsson',
    number: '199706152387',
    told: new Map([
      ['Skatteverket', ['Flyttanmälan mottagen', 'Du är folkbokförd på din nya adress']],
      ['Försäkringskassan', ['Vi räknar om ditt bostadsbidrag']],
      ['Lantmäteriet', ['Ansökan om lagfart mottagen', 'Betala stämpelskatt och avgift']],
      ['Karlskrona kommun', ['Sophämtningen flyttar med']],
      ['Arbetsförmedlingen', ['Din adress är ändrad']],
    ]),
    waits: ['Vi räknar om ditt bostadsbidrag', 'Betala stämpelskatt och avgift'],
    others: ['Du är folkbokförd på din nya adress', 'Din adress är ändrad', 'Sophämtningen flyttar med'],
  },
  {
    command: 'starta-foretag',
    person: 'Lars Testsson',
    number: '198702182398',
    told: new Map([
      [
        'Bolagsverket',
        ['Anmälan om nytt företag mottagen', 'Namnet är upptaget', 'Ditt företag är registrerat'],
      ],
      ['Skatteverket', ['Ansökan om F-skatt mottagen', 'Du är godkänd för F-skatt']],
      ['Arbetsförmedlingen', ['Ansökan om stöd vid start mottagen', 'Du får stöd vid start i sex månader']],
      ['Karlskrona kommun', ['Anmälan av livsmedelsverksamhet mottagen']],
      ['Försäkringskassan', ['Din inkomst som företagare']],
    ]),
    waits: ['Du får stöd vid start i sex månader'],
    others: [
      'Din inkomst som företagare',
      'Anmälan av livsmedelsverksamhet mottagen',
      'Du är godkänd för F-skatt',
      'Ditt företag är registrerat',
    ],
  },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'ena-livshändelser-å-'));
const data = join(folder, 'sandlåda');
let hub: Running;
let ask: (person: string) => Promise<Forwarded>;

before(async () => {
  hub = await startSandbox(data);
  ask = await forwardingClient(hub);
});
after(async () => {
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const countOf = (told: Forwarded) => [...told.values()].flat().length;

for (const { command, person, number, told, waits, others } of lives) {
  describe(`ena demo ${command}`, () => {
    it('tells the person at five authorities, as the published standard shows', async () => {
      const before = await ask(number);
      const played = await runEna(['demo', command, '--pace', '0', '--data', data]);
      assert.deepEqual([played.person, played.page], [person, `${hub.url}/arenden`]);
      const after = await ask(number);
      assert.equal(countOf(after) - countOf(before), played.events);
      assert.equal(told.size, 5);
      for (const [name, titles] of told)
        for (const title of titles) {
          assert.ok(after.get(name)?.includes(title), `${name} has not told “${title}”`);
        }
    });

    it('is in one list: what waits by the day it is due, then what happened last', async () => {
      const reader = await Representative.logIn(hub.url, person);
      const { text, status } = await reader.cases();
      assert.equal(status, 200);
      inThisOrder(text, 'Det här väntar på dig', ...waits, 'Övriga ärenden', ...others);
      const list = text.slice(text.indexOf('Det här väntar på dig'));
      for (const name of told.keys()) assert.ok(list.includes(name), `${name} is not in: ${list}`);
      assert.match(text, /Alla \d har svarat\./);
    });

    it('is a timeline for each case, the last first', async () => {
      const reader = await Representative.logIn(hub.url, person);
      const { text } = await reader.caseNamed(others.at(-1) ?? '');
      const [authority, titles] = [...told].find(([, some]) => some.includes(others.at(-1) as never)) ?? [];
      inThisOrder(text, `Myndighet ${authority}`, 'Läge Avslutat', 'Det här har hänt');
      inThisOrder(text.slice(text.indexOf('Det här har hänt')), ...[...(titles ?? [])].reverse());
    });
  });
}

function inThisOrder(text: string, ...parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    assert.notEqual(
      at,
      -1,
      `“${part}” is not after “${text.slice(Math.max(0, from - 80), from)}” in: ${text}`,
    );
    from = at + part.length;
  }
}
