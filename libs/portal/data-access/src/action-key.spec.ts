import { ActionKey, randomKey } from './action-key';

describe('the key of an act', () => {
  let made = 0;
  const fresh = () => new ActionKey(() => `key-${++made}`);
  beforeEach(() => void (made = 0));

  it('is the same for every attempt at the same act', () => {
    const key = fresh();
    expect([key.for('reply', { reply: '好' }), key.for('reply', { reply: '好' })]).toEqual([
      'key-1',
      'key-1',
    ]);
  });

  it('is another one when something else is asked', () => {
    const key = fresh();
    expect([key.for('reply', { reply: '好' }), key.for('reply', { reply: '不好' })]).toEqual([
      'key-1',
      'key-2',
    ]);
  });

  it('is another one for the same words after success', () => {
    const key = fresh();
    key.for('reply');
    key.done();
    expect(key.for('reply')).toBe('key-2');
  });

  it('is random and of visible characters', () => {
    expect(randomKey()).toMatch(/^[0-9a-f-]{32,36}$/);
    expect(randomKey()).not.toBe(randomKey());
  });
});
