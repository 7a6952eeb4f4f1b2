import type { LogInFlow } from '../../log-in/flow.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import { heldPage } from '../organisation/held.ts';
import { assessForm, assessPage } from '../queue/assess.ts';
import { queuePage, reviewPage } from '../queue/page.ts';
import { queueSearch } from '../queue/search.ts';
import { applyForm, applyPage } from './apply.ts';
import { markForm, markFormPage } from './apply-for-mark.ts';
import { invitationForm, invitationPage } from './invitation.ts';
import { joinForm } from './join.ts';
import { inviteForm, managePage } from './manage.ts';
import { matterPage } from './matter.ts';
import { editServiceForm, editServicePage, newServiceForm, newServicePage } from './service.ts';
import { signForm } from './sign.ts';
import { agreementFile, signatureFile } from './signatures.ts';
import { stepForm } from './take-step.ts';
import type { OnboardingTools } from './tools.ts';

/** The pages about joining, in the order in which a person meets them, and the case handlers' own. */
export function onboardingPages(tools: OnboardingTools): readonly PageRow[] {
  return [
    applyPage(tools),
    matterPage(tools),
    managePage(tools),
    heldPage(tools),
    newServicePage(tools),
    editServicePage(tools),
    markFormPage(tools),
    invitationPage,
    queuePage(tools),
    reviewPage(tools),
    assessPage(tools),
    agreementFile(tools),
    signatureFile(tools, 'self'),
    signatureFile(tools, 'review'),
  ];
}

export function onboardingForms(tools: OnboardingTools, flow: LogInFlow): readonly FormRow[] {
  return [
    applyForm(tools),
    signForm(tools, flow),
    joinForm(tools),
    stepForm(tools, 'self'),
    stepForm(tools, 'review'),
    queueSearch(tools),
    inviteForm(tools),
    newServiceForm(tools),
    editServiceForm(tools),
    markForm(tools),
    assessForm(tools),
    invitationForm(tools),
  ];
}
