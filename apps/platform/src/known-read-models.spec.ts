import { knownReadModels } from '@taizhang/platform/service';
import { readModels } from './services';

it('Every process knows of all read models there are, and of no others', () => {
  const names = readModels.map(({ name }) => name);
  expect([...knownReadModels].toSorted()).toEqual(names.toSorted());
});
