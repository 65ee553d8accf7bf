import { writtenKey } from './shortcuts';

const press = (key: string, more: object = {}) =>
  writtenKey({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('a key press', () => {
  it.each([
    ['?', {}, '?'],
    ['G', {}, 'g'],
    ['Enter', { ctrlKey: true }, 'Ctrl+Enter'],
    ['Enter', { metaKey: true }, 'Ctrl+Enter'],
    ['r', { altKey: true, code: 'KeyR' }, 'Alt+R'],
  ])('%s is written as in the list', (key, more, written) => {
    expect(press(key, more)).toBe(written);
  });

  it('with Alt means the key, not the letter a Mac writes with it', () => {
    expect(press('®', { altKey: true, code: 'KeyR' })).toBe('Alt+R');
  });

  it('of a modifier alone is none', () => {
    expect(press('Control', { ctrlKey: true })).toBe('');
  });
});
