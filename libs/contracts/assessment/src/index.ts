import { callbackEvents } from './callback.events';

export const assessmentEvents = { ...callbackEvents };
export { callbackEvents };
export type { CallbackEvent } from './callback.events';
export { callbackIdSchema, caseIdSchema, type CallbackId } from './assessment.terms';
