import { chosenBy } from './choice-group';

describe('a choice by keyboard', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowDown', 2, 0],
    ['ArrowLeft', 0, 2],
    ['ArrowUp', -1, 2],
    ['2', 0, 1],
    ['4', 0, -1],
    ['Enter', 0, -1],
    ['x', 0, -1],
  ])('%s from %p of three leads to %p', (key, current, next) => {
    expect(chosenBy(key, current, 3)).toBe(next);
  });

  it('has letters where the digits end', () => {
    expect(chosenBy('A', 0, 13)).toBe(10);
    expect(chosenBy('0', 0, 13)).toBe(9);
  });
});
