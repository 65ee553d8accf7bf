import { lazy } from 'react';

/** Loaded when somebody asks for it: few do, and never first. */
export const ShortcutList = lazy(() => import('./shortcut-list'));
