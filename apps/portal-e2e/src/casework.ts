/** What handlers and supervisors do on the page of a complaint. */
import type { Locator } from 'playwright-core';
import type { Visitor } from './visitor';

export type Step =
  | 'dispatch'
  | 'acceptance'
  | 'take-over'
  | 'customer-contact'
  | 'return'
  | 'investigation'
  | 'adjudication'
  | 'remedies'
  | 'reply'
  | 'closure';

/** What is chosen and what is written in the form of a step, by the names of its fields. */
export type Filled = Readonly<{
  choose?: Readonly<Record<string, string>>;
  write?: Readonly<Record<string, string>>;
  select?: Readonly<Record<string, string>>;
}>;

export const stepsOf = ({ page, say }: Visitor): Locator =>
  page.getByRole('region', { name: say('complaint/step.next') });

export const formOf = (visitor: Visitor): Locator => stepsOf(visitor).locator('form');

/** Opens the form of a step: of the one that is next, or of one among the others. */
export async function openStep(visitor: Visitor, step: Step, among: 'next' | 'others' = 'next') {
  const name = visitor.say(`complaint/step.${step}`);
  if (among === 'next') {
    await stepsOf(visitor).getByRole('button', { name, exact: true }).click();
  } else {
    await stepsOf(visitor)
      .getByRole('button', { name: visitor.say('complaint/step.more') })
      .click();
    await visitor.page.getByRole('menuitem', { name, exact: true }).click();
  }
  await formOf(visitor).waitFor();
}

export async function fillStep(visitor: Visitor, { choose, write, select }: Filled) {
  const form = formOf(visitor);
  for (const [group, option] of Object.entries(choose ?? {})) {
    const choices = form.getByRole('radiogroup', { name: group, exact: true });
    await choices.getByRole('radio', { name: option, exact: true }).click();
  }
  for (const [field, text] of Object.entries(write ?? {})) {
    const named = { name: field, exact: true };
    await form.getByRole('textbox', named).or(form.getByRole('spinbutton', named)).fill(text);
  }
  for (const [field, option] of Object.entries(select ?? {})) {
    await visitor.select(form.getByRole('combobox', { name: field, exact: true }), option);
  }
}

export async function submitStep(visitor: Visitor) {
  await formOf(visitor).locator('button[type=submit]').click();
}

/** Does a step from its button to the notice that it was recorded. */
export async function takeStep(visitor: Visitor, step: Step, filled: Filled = {}) {
  await openStep(visitor, step);
  await fillStep(visitor, filled);
  await sendStep(visitor, step);
}

/** Submits the form that is open and waits for the notice. */
export async function sendStep(visitor: Visitor, step: Step) {
  await submitStep(visitor);
  const done = visitor.say('complaint/step.done', { step: visitor.say(`complaint/step.${step}`) });
  await stepsOf(visitor).getByRole('status').filter({ hasText: done }).waitFor();
}
