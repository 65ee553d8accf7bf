/**
 * Three questions that tell where the trouble lies (requirements A18): asked in this order, the
 * first "yes" decides; without one a crew is sent.
 */
import type { Triage } from '@taizhang/contracts/intake';

export const questions = ['arrears', 'neighbours', 'switch'] as const;
export type Question = (typeof questions)[number];
export type TriageAnswers = Readonly<Partial<Record<Question, 'yes' | 'no'>>>;

const meaning: Record<Question, Triage> = {
  arrears: 'arrears',
  neighbours: 'known-outage',
  switch: 'customer-internal',
};

/** The questions to show: all that were answered, and the next. */
export function asked(answers: TriageAnswers): readonly Question[] {
  const open = questions.findIndex((question) => answers[question] !== 'no');
  return open < 0 ? questions : questions.slice(0, open + 1);
}

/** What the answers mean so far; null while a question is open. */
export function triageOf(answers: TriageAnswers): Triage | null {
  for (const question of questions) {
    if (answers[question] === 'yes') return meaning[question];
    if (answers[question] === undefined) return null;
  }
  return 'dispatch';
}

/** Telephone and words suffice: nobody need be sent. */
export const needsNobody = (triage: Triage | null) =>
  triage === 'arrears' || triage === 'customer-internal';
