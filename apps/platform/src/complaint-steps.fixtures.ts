/** The steps of one complaint in the order of its life, each with a body that is in order. */
import type { Person } from './api.fixtures';

export const lodging = {
  category: 'business.tariff',
  channel: 'letter',
  statement: '本月电费比上月多一倍。',
};

/** What the handler does, from the dispatch on. */
export const handlingSteps = [
  ['acceptance', {}],
  ['customer-contact', { means: 'phone', note: '已联系客户' }],
  ['investigation', { cause: 'people', findings: '抄表差错' }],
  ['adjudication', { verdict: 'proven', reasons: '记录有误' }],
  ['remedies', { remedy: 'apology', note: '上门致歉' }],
  ['reply', { reply: '多计电费已退回。' }],
  ['closure', { satisfaction: 4 }],
  ['reopening', { reason: '退费未到账。' }],
] as const;

/** Beside the straight way. */
export const sendingBack = ['return', { reason: 'wrong-unit', note: '不属本班' }] as const;

export type StepName = (typeof handlingSteps)[number][0] | 'dispatch' | 'return';

/** One complaint that knows at which revision it is. */
export class Case {
  private constructor(
    readonly id: string,
    public revision: number,
    public position: string,
  ) {}

  static async lodge(by: Person, more: object = {}): Promise<Case> {
    const { id, revision, position } = await by.does('complaints', { ...lodging, ...more });
    return new Case(id, revision, position);
  }

  async step(by: Person, name: StepName, body: object): Promise<void> {
    const path = `complaints/${this.id}/${name}`;
    const { revision, position } = await by.does(path, body, { ifMatch: this.revision });
    this.revision = revision;
    this.position = position;
  }

  dispatch(by: Person, toUnitId: string): Promise<void> {
    return this.step(by, 'dispatch', { toUnitId });
  }

  /** Every step of the handler up to and including `last`. */
  async handle(by: Person, last: (typeof handlingSteps)[number][0]): Promise<void> {
    for (const [name, body] of handlingSteps) {
      await this.step(by, name, body);
      if (name === last) return;
    }
  }
}
