import { LogEnd } from './log-end';

const telling = (...heads: bigint[]) => {
  const asked: bigint[] = [];
  const head = async () => {
    asked.push(heads[Math.min(asked.length, heads.length - 1)]!);
    return asked.at(-1)!;
  };
  return { asked, end: new LogEnd({ head }) };
};

describe('The end of the log', () => {
  it('is asked for only when a position is further than what was known', async () => {
    const { asked, end } = telling(7n);
    for (const position of [5n, 7n, 1n]) expect(await end.isBeyond(position)).toBe(false);
    expect(asked).toHaveLength(1);
  });

  it('is asked for again before a position is not believed: some servers tell it late', async () => {
    const { end } = telling(7n, 7n, 8n);
    expect(await end.isBeyond(8n)).toBe(false);
  });

  it('is asked for anew where it may end earlier than it did', async () => {
    const { end } = telling(7n, 3n);
    expect(await end.isBeyond(7n)).toBe(false);
    end.forget();
    expect(await end.isBeyond(7n)).toBe(true);
  });

  it('does not reach a position that nobody gave out', async () => {
    expect(await telling(7n).end.isBeyond(8n)).toBe(true);
  });
});
