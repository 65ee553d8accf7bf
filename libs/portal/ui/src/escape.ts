/** Escape closes what is innermost: an open list before the form it belongs to. */
import type { KeyboardEvent } from 'react';

/** Whether a key pressed somewhere inside a form asks to leave the form. */
export const asksToLeave = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Escape' && !(target as Element).closest('[aria-expanded="true"]');
