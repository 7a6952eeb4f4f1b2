import type { LogInFlow } from '../../log-in/flow.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import { queuePage, reviewPage } from '../queue/page.ts';
import { applyForm, applyPage } from './apply.ts';
import { invitationForm, invitationPage } from './invitation.ts';
import { joinForm } from './join.ts';
import { inviteForm, managePage } from './manage.ts';
import { matterPage } from './matter.ts';
import { signForm } from './sign.ts';
import { stepForm } from './take-step.ts';
import type { OnboardingTools } from './tools.ts';

/** The pages about joining, in the order in which a person meets them, and the case handlers' own. */
export function onboardingPages(tools: OnboardingTools): readonly PageRow[] {
  return [
    applyPage(tools),
    matterPage(tools),
    managePage(tools),
    invitationPage,
    queuePage(tools),
    reviewPage(tools),
  ];
}

export function onboardingForms(tools: OnboardingTools, flow: LogInFlow): readonly FormRow[] {
  return [
    applyForm(tools),
    signForm(tools, flow),
    joinForm(tools),
    stepForm(tools, 'self'),
    stepForm(tools, 'review'),
    inviteForm(tools),
    invitationForm(tools),
  ];
}
