/** Whether somebody has asked their system to move nothing on the screen. */
import { useSyncExternalStore } from 'react';

const asked = () => matchMedia('(prefers-reduced-motion: reduce)');

function onChange(tell: () => void): () => void {
  const query = asked();
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
}

export const useReducedMotion = (): boolean =>
  useSyncExternalStore(onChange, () => asked().matches);
