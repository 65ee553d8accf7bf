import { Together } from './together';

/** Answers with the length of each question once told to; notes what was asked together. */
function desk(options: ConstructorParameters<typeof Together>[1] = {}) {
  const asked: (readonly string[])[] = [];
  const waiting: (() => void)[] = [];
  const together = new Together<string, number>(async (questions) => {
    asked.push(questions);
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (questions.includes('forbidden')) throw new Error('forbidden');
    return questions.map(({ length }) => length);
  }, options);
  /** Lets the statements that are on their way be answered, and those that follow them. */
  const answerAll = async () => {
    for (let idle = 0; idle < 10; idle++) {
      if (waiting.length > 0) idle = 0;
      waiting.splice(0).forEach((answer) => answer());
      await Promise.resolve();
    }
  };
  return { together, asked, answerAll };
}

describe('Questions asked together', () => {
  it('go at once when nobody else asks, and share a statement while others are answered', async () => {
    const { together, asked, answerAll } = desk();
    const answers = Promise.all(['a', 'bb', 'ccc'].map((question) => together.ask(question)));
    expect(asked).toEqual([['a']]);
    await answerAll();
    expect(await answers).toEqual([1, 2, 3]);
    expect(asked).toEqual([['a'], ['bb', 'ccc']]);
  });

  it('are at most so many statements at a time, of at most so many questions', async () => {
    const { together, asked, answerAll } = desk({ lanesMax: 2, togetherMax: 2 });
    const answers = Promise.all([1, 2, 3, 4, 5].map((n) => together.ask('x'.repeat(n))));
    expect(asked).toEqual([['x'], ['xx']]);
    await answerAll();
    expect(await answers).toEqual([1, 2, 3, 4, 5]);
    expect(asked.slice(2)).toEqual([['xxx', 'xxxx'], ['xxxxx']]);
  });

  it('fail together, or by themselves where one of them may be the reason', async () => {
    for (const isTheirs of [() => false, () => true]) {
      const { together, answerAll } = desk({ isTheirs });
      const first = together.ask('a');
      const others = Promise.allSettled(['forbidden', 'bb'].map((one) => together.ask(one)));
      await answerAll();
      expect(await first).toBe(1);
      const theirs = { status: 'rejected', reason: new Error('forbidden') };
      const fine = { status: 'fulfilled', value: 2 };
      expect(await others).toEqual([theirs, isTheirs() ? fine : theirs]);
    }
  });

  it('go on after a failure', async () => {
    const { together, answerAll } = desk();
    const failed = together.ask('forbidden').catch(() => 'failed');
    await answerAll();
    expect(await failed).toBe('failed');
    const next = together.ask('next');
    await answerAll();
    expect(await next).toBe(4);
  });
});
