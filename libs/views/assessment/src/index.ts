import type { ReadModel } from '@taizhang/kernel';
import { callbacks } from './callbacks.projection';
import { madePromises } from './made-promises.projection';
import { ratings } from './ratings.projection';
import { periods, scorecards } from './scorecards.projection';
import { spotChecks } from './spot-checks.projection';

export const assessmentViews: ReadModel = {
  name: 'assessment',
  version: 5,
  tables: [callbacks, ratings, spotChecks, periods, scorecards, madePromises],
};
export { callbacks } from './callbacks.projection';
export { madePromises, type MadePromises } from './made-promises.projection';
export { ratings } from './ratings.projection';
export { periods, scorecards } from './scorecards.projection';
export { spotChecks } from './spot-checks.projection';
