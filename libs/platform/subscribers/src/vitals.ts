/** How one subscriber of this process is, as it tells itself. */
import type { FailureClass, SubscriberState } from '@taizhang/kernel';
import { failureClassOf } from './failure-class.policy';

export class Vitals {
  private position: bigint | null = null;
  private progressAt: Date | null = null;
  private failure: string | null = null;
  private failureClass: FailureClass | null = null;
  private restarts = 0;
  private restartReason: string | null = null;

  constructor(
    private readonly name: string,
    private readonly kind: SubscriberState['kind'],
  ) {}

  /** It got on, or has nothing to do. */
  progress(position: bigint | null = this.position): void {
    this.position = position;
    this.progressAt = new Date();
    this.failure = null;
    this.failureClass = null;
  }

  /** @param reason in words for operators, without any value of a message */
  failed(error: unknown, reason: string): void {
    this.failure = reason;
    this.failureClass = failureClassOf(error);
  }

  restarted(why: string): void {
    this.restarts++;
    this.restartReason = why;
  }

  state(): SubscriberState {
    const { name, kind, position, progressAt, failure, failureClass, restarts, restartReason } =
      this;
    const state = failure === null ? 'running' : 'failing';
    return {
      ...{ name, kind, state, position, progressAt, failure, failureClass },
      ...{ restarts, restartReason },
    };
  }
}
