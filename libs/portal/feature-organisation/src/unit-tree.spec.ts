import type { Unit } from '@taizhang/contracts/views';
import { asTree } from './unit-tree';

const unit = (id: string, parentId: string | null): Unit => ({
  id,
  parentId,
  name: id,
  kind: 'team',
});
const shape = (units: Unit[]) => asTree(units).map(({ unit: { id }, depth }) => `${depth} ${id}`);

describe('the tree of units', () => {
  it('puts each below its parent, whatever their order', () => {
    expect(shape([unit('c', 'b'), unit('b', 'a'), unit('d', 'a'), unit('a', null)])).toEqual([
      '0 a',
      '1 b',
      '2 c',
      '1 d',
    ]);
  });

  it('shows every unit once, also with a parent nobody knows or in a circle', () => {
    expect(shape([unit('x', 'gone'), unit('y', 'z'), unit('z', 'y')])).toEqual([
      '0 x',
      '0 y',
      '1 z',
    ]);
  });
});
