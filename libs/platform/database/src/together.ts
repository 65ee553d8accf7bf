/**
 * Group commit's idea for questions of any kind: what is asked while others are being answered
 * shares the next statement. Whoever asks alone is answered at once.
 */
export type TogetherOptions = Readonly<{
  /** Statements on their way at the same time. */
  lanesMax?: number;
  /** Questions in one statement. */
  togetherMax?: number;
  /** After which failures each is asked again by itself: one of them may be the reason. */
  isTheirs?: (failure: unknown) => boolean;
}>;

type Waiting<Question, Answer> = Readonly<{
  question: Question;
  resolve(answer: Answer): void;
  reject(failure: unknown): void;
}>;

export class Together<Question, Answer> {
  private waiting: Waiting<Question, Answer>[] = [];
  private lanes = 0;

  /** @param answers to the questions, in their order */
  constructor(
    private readonly answers: (questions: readonly Question[]) => Promise<readonly Answer[]>,
    private readonly options: TogetherOptions = {},
  ) {}

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      if (this.lanes < (this.options.lanesMax ?? 1)) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.lanes++;
    const { togetherMax = Infinity } = this.options;
    while (this.waiting.length > 0) await this.answer(this.waiting.splice(0, togetherMax));
    this.lanes--;
  }

  private async answer(batch: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.answers(batch.map(({ question }) => question));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
    } catch (failure) {
      if (batch.length > 1 && this.options.isTheirs?.(failure)) return this.answerOneByOne(batch);
      for (const { reject } of batch) reject(failure);
    }
  }

  private async answerOneByOne(batch: readonly Waiting<Question, Answer>[]): Promise<void> {
    for (const waiting of batch) await this.answer([waiting]);
  }
}
