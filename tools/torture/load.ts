/** Clients that tell one story after the other until they are asked to come to an end. */
import { setTimeout as delay } from 'node:timers/promises';
import { lotBetween } from './lots';
import type { Journal } from './journal';
import type { People } from './people';
import { Scene } from './scene';
import { stories } from './stories';
import { Abandoned } from './teller';

export class Load {
  private isOver = false;
  private clients: Promise<void>[] = [];

  constructor(
    private readonly people: People,
    private readonly journal: Journal,
    private readonly seed: number,
  ) {}

  start(clients: number): void {
    this.clients = Array.from({ length: clients }, (_, client) => this.client(client));
  }

  /** Every story under way is told to its end. */
  async finish(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.clients);
  }

  private async client(client: number): Promise<void> {
    for (let number = 0; !this.isOver; number++) {
      const tag = `s${this.seed}-c${client}-n${number}`;
      const story = stories[lotBetween(0, stories.length - 1, tag, 'story')]!;
      try {
        await story(new Scene(this.people, tag));
      } catch (error) {
        if (!(error instanceof Abandoned)) this.journal.surprises.push(`${tag}: ${String(error)}`);
        // A platform that refuses everything must not be asked thousands of times.
        await delay(50);
      }
    }
  }
}
