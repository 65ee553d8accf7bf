/** Which promises a fault and a contact carry, by the rules in force when they start. */
import { Deadlines, type FrozenPromise } from '@taizhang/calendar';
import type { Area, ContactType } from '@taizhang/contracts/intake';
import type { Instant } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';

type Name = FrozenPromise['promise'];

/** Nobody promises when supply is back in a remote area; requirements B1 has no figure. */
const restorations: Record<Area, readonly Name[]> = {
  urban: ['restoration-urban'],
  rural: ['restoration-rural'],
  remote: [],
};

/** What is owed to whom cannot be answered at once (requirements B3, E5). */
const replies: Partial<Record<ContactType, Name>> = {
  inquiry: 'inquiry-answer',
  suggestion: 'suggestion-reply',
  opinion: 'opinion-reply',
};

@Injectable()
export class IntakeBook {
  constructor(private readonly deadlines: Deadlines) {}

  /** Frozen when it is reported, or reopened: a crew is sent, and is there in time. */
  forFault(at: Instant, area: Area, important: boolean, unit: string | null): FrozenPromise[] {
    const arriving: Name[] = ['fault-dispatch', `arrival-${area}`, `arrival-${area}-hard-stop`];
    const more: Name[] = important ? ['important-user-dispatch', 'important-user-arrival'] : [];
    return this.deadlines.freeze([...arriving, ...more], at, unit);
  }

  /** Frozen when the crew arrives. */
  forRestoration(at: Instant, area: Area, unit: string | null): FrozenPromise[] {
    return this.deadlines.freeze(restorations[area], at, unit);
  }

  forReply(at: Instant, type: ContactType, unit: string | null): FrozenPromise[] {
    const name = replies[type];
    return name ? this.deadlines.freeze([name], at, unit) : [];
  }

  forUrging(at: Instant, unit: string | null): FrozenPromise[] {
    return this.deadlines.freeze(['urge-dispatch'], at, unit);
  }
}
