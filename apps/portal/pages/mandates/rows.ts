import type { LogInFlow } from '../../log-in/flow.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import { askForm, askPage, askWhomForm } from './ask.ts';
import { contentForm, contentPage } from './content.ts';
import { endForm, endPage } from './end.ts';
import { handlingForms, handlingPages } from './handling/rows.ts';
import { kindPage, whereForm } from './kind.ts';
import { lookupsPage } from './lookups.ts';
import { mandatePage } from './mandate.ts';
import { onBehalfPage } from './on-behalf.ts';
import { mandatesPage } from './overview.ts';
import { pastPage } from './past.ts';
import { inPlainText } from './plain-text.ts';
import { proposalPage, proposalStepForm } from './proposal.ts';
import { roleForm, rolePage } from './role.ts';
import { signMandateForm, signMandatePage } from './sign.ts';
import { mandateSignatureFile, mandateTextFile } from './signatures.ts';
import type { MandateTools } from './tools.ts';
import { givePages, passOnPages } from './who.ts';

/** The pages about mandates, in the order in which a person meets them. */
export function mandatePages(tools: MandateTools): readonly PageRow[] {
  return [
    mandatesPage(tools),
    rolePage(tools),
    onBehalfPage(tools),
    mandatePage(tools),
    mandateSignatureFile(tools),
    mandateTextFile(tools),
    endPage(tools, 'revoke'),
    endPage(tools, 'return'),
    kindPage(tools, 'grantor'),
    kindPage(tools, 'holder'),
    askPage(tools),
    givePages(tools).page,
    passOnPages(tools).page,
    contentPage(tools),
    signMandatePage(tools),
    proposalPage(tools),
    pastPage(tools),
    lookupsPage(tools),
    ...handlingPages(tools),
  ];
}

export function mandateForms(tools: MandateTools, flow: LogInFlow): readonly FormRow[] {
  return [
    roleForm(tools),
    whereForm(tools, 'grantor'),
    whereForm(tools, 'holder'),
    endForm(tools, 'revoke'),
    endForm(tools, 'return'),
    givePages(tools).form,
    passOnPages(tools).form,
    contentForm(tools),
    askWhomForm(tools),
    askForm(tools),
    signMandateForm(tools, flow),
    proposalStepForm(tools),
    ...handlingForms(tools),
  ].map(inPlainText);
}
