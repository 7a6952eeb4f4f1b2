import { Command, CommanderError } from 'commander';
import { ask } from './commands/ask.ts';
import { casesImport } from './commands/cases-import.ts';
import { casesLoad } from './commands/cases-load.ts';
import { casesProducerAdd } from './commands/cases-producer-add.ts';
import { casesProducerKey } from './commands/cases-producer-key.ts';
import { casesProducerList } from './commands/cases-producer-list.ts';
import { casesProducerRemove } from './commands/cases-producer-remove.ts';
import { companyImport } from './commands/company-import.ts';
import { demoFlytta } from './commands/demo-flytta.ts';
import { demoStartaForetag } from './commands/demo-starta-foretag.ts';
import { evidenceExport } from './commands/evidence-export.ts';
import { evidenceList } from './commands/evidence-list.ts';
import { evidenceVerify } from './commands/evidence-verify.ts';
import { federationPolicy } from './commands/federation-policy.ts';
import { keyRotate } from './commands/key-rotate.ts';
import { logVerify } from './commands/log-verify.ts';
import { orgAdd } from './commands/org-add.ts';
import { serviceAdd } from './commands/service-add.ts';
import { serviceGrant } from './commands/service-grant.ts';
import { serviceList } from './commands/service-list.ts';
import { serviceRevoke } from './commands/service-revoke.ts';
import { signatureVerify } from './commands/signature-verify.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { systemAdd } from './commands/system-add.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { group } from './shell/leaf.ts';
import { type Failure, failed } from './shell/outcome.ts';
import type { Shell } from './shell/shell.ts';
import { wrongUse } from './shell/wrong-use.ts';

/** Runs one command line to its end; what is said and the exit code go through the shell. */
export async function runProgram(shell: Shell, words: readonly string[]): Promise<void> {
  const path: string[] = ['ena'];
  try {
    await createProgram(shell, (used) => path.splice(0, path.length, used)).parseAsync([...words], {
      from: 'user',
    });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    // A word without its command shows its help, which says what can follow.
    const failure =
      error.code === 'commander.help' ? noCommand(path.join(' ')) : wrongUse(error, path.join(' '));
    await shell.tell({ json: words.includes('--json') }, Promise.resolve(failure));
  }
}

function noCommand(path: string): Failure {
  return failed(
    'usage',
    `Säg vilket kommando: se ovan, eller ${path} --help.`,
    `Say which command: see above, or ${path} --help.`,
  );
}

/** The whole command line. Throws commander's `CommanderError` for help and for wrong use, and says before in which command. */
export function createProgram(shell: Shell, ending: (path: string) => void = () => {}): Command {
  const program = new Command('ena')
    .description(
      'Ena: utbyte mellan organisationer, undertecknat och bevisbart\nEna: exchange between organisations, signed and provable',
    )
    .addHelpText(
      'after',
      `\nBegin with:  npm start\nThen:        npm run ena -- status\n\n${exitCodeHelp()}`,
    );
  const commands = [
    start(shell),
    status(shell),
    ask(shell),
    group('org', { sv: 'Organisationer', en: 'Organisations' }, [orgAdd(shell)]),
    group('system', { sv: 'Egna system som får fråga', en: 'Own systems that may ask' }, [systemAdd(shell)]),
    group('service', { sv: 'Tjänster och vem som får använda dem', en: 'Services and who may use them' }, [
      serviceAdd(shell),
      serviceGrant(shell),
      serviceRevoke(shell),
      serviceList(shell),
    ]),
    group('evidence', { sv: 'Bevis om utbyten', en: 'Evidence of exchanges' }, [
      evidenceList(shell),
      evidenceExport(shell),
      evidenceVerify(shell),
    ]),
    group('signature', { sv: 'E-underskrifter', en: 'E-signatures' }, [signatureVerify(shell)]),
    group('log', { sv: 'Bevisloggen', en: 'The evidence log' }, [logVerify(shell)]),
    group('cases', { sv: 'Mina ärenden', en: 'My cases' }, [
      group('producer', { sv: 'Vilka som har ärenden att berätta om', en: 'Who has cases to tell of' }, [
        casesProducerAdd(shell),
        casesProducerList(shell),
        casesProducerKey(shell),
        casesProducerRemove(shell),
      ]),
      casesLoad(shell),
      casesImport(shell),
    ]),
    group('demo', { sv: 'Livshändelser i sandlådan', en: 'Life events in the sandbox' }, [
      demoFlytta(shell),
      demoStartaForetag(shell),
    ]),
    group('company', { sv: 'Företagstjänsten', en: 'The company service' }, [companyImport(shell)]),
    group('federation', { sv: 'Tillitsfederationen', en: 'The trust federation' }, [federationPolicy(shell)]),
    group('key', { sv: 'Nycklar', en: 'Keys' }, [keyRotate(shell)]),
  ];
  for (const command of commands) program.addCommand(command);
  settle(program, 'ena', shell, ending);
  return program;
}

/** What commander does not pass on to commands that are made apart from their parent. */
function settle(command: Command, path: string, shell: Shell, ending: (path: string) => void): void {
  command
    .exitOverride((error) => {
      ending(path);
      throw error;
    })
    .configureOutput({
      writeOut: (text) => shell.out(text.trimEnd()),
      writeErr: (text) => shell.err(text.trimEnd()),
      outputError: () => {},
    })
    .configureHelp({ sortSubcommands: false, helpWidth: 110 });
  for (const child of command.commands) settle(child, `${path} ${child.name()}`, shell, ending);
}
