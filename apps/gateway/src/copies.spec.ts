import { Copies } from './copies';

describe('Copies of a service', () => {
  it('are asked in turn', () => {
    const copies = new Copies(['a', 'b']);
    expect([copies.inOrder(), copies.inOrder(), copies.inOrder()]).toEqual([
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'b'],
    ]);
  });

  it('that could not be reached come last for a while', () => {
    let now = 0;
    const copies = new Copies(['a', 'b', 'c'], () => now);
    copies.couldNotReach('a');
    expect(copies.inOrder()).toEqual(['b', 'c', 'a']);
    now = 2_001;
    expect(copies.inOrder()).toEqual(['b', 'c', 'a']);
    copies.couldNotReach('c');
    expect(copies.inOrder()).toEqual(['a', 'b', 'c']);
  });

  it('that are silent are not asked until they say something', () => {
    const copies = new Copies(['a', 'b']);
    copies.setSilent('a', true);
    expect([copies.inOrder(), copies.inOrder()]).toEqual([['b'], ['b']]);
    copies.setSilent('b', true);
    expect(copies.inOrder()).toEqual([]);
    copies.setSilent('a', false);
    expect(copies.inOrder()).toEqual(['a']);
  });
});
