/** One period's assessment of the handlers, from the spot check to final, with one objection. */
import type { AssessmentCommand } from '@taizhang/assessment/application';
import { sampleOf } from '@taizhang/assessment/domain';
import {
  checklistAt,
  indicatorsAt,
  type Checklist,
  type FramedCase,
  type PeriodId,
  type ScorecardId,
  type SpotCheckId,
} from '@taizhang/contracts/assessment';
import { idFrom, instant } from '@taizhang/kernel';
import { addDays, at as atTime, workingDayBefore, workingDayFrom } from './local-time';
import { people, type Person } from './organisation.data';
import { findings, objection, reviewed } from './phrases.assessment.data';
import { Dice } from './random';
import type { World } from './world';

/** The period is over so many days before the ledger ends, which leaves time for objections. */
const overDays = 20;
const periodDays = 91;
const sampleSize = 27;
const objector = 'guo-zhiqiang';

export function planAssessment(world: World): void {
  const to = addDays(world.lastDay, -overDays);
  const earliest = addDays(to, 1 - periodDays);
  const from = earliest < world.firstDay ? world.firstDay : earliest;
  if (to <= from) return;
  new Assessment(world, { from, to }).plan();
}

class Assessment {
  private readonly periodId: PeriodId;
  private readonly spotCheckId: SpotCheckId;
  private readonly firstDay: string;
  private readonly handlers = people.filter(({ role }) => role === 'handler');

  constructor(
    private readonly world: World,
    private readonly days: Readonly<{ from: string; to: string }>,
  ) {
    this.periodId = idFrom('assessment-period', world.desk.commandId('period')) as PeriodId;
    this.spotCheckId = idFrom('spot-check', world.desk.commandId('spot-check')) as SpotCheckId;
    this.firstDay = workingDayFrom(addDays(days.to, 2));
  }

  plan(): void {
    const { from, to } = this.days;
    const opened = this.moment(0, '09:20');
    const name = `季度考评 ${from} 至 ${to}`;
    const indicators = indicatorsAt(instant(opened));
    const period = { periodId: this.periodId, name, from, to, indicators };
    this.step('period', opened, 'dong-qing', 'period', this.periodId, () => ({
      type: 'OpenPeriod',
      data: period,
    }));
    this.planSpotCheck(this.moment(0, '10:05'));
    this.handlers.forEach((person, index) => this.planCard(person, index));
  }

  private planSpotCheck(drawnAt: number): void {
    const { desk, agenda, seed } = this.world;
    const key = 'spot-check';
    agenda.add({
      at: drawnAt,
      key: `${key}/plan`,
      run: async () => {
        const frame = desk.memory.frame(this.days);
        if (frame.length === 0) return;
        const checklist = checklistAt(instant(drawnAt));
        const drawing = { seed: desk.commandId('spot-check/seed'), size: sampleSize };
        const asked = { ...drawing, frame, stratified: true };
        const data = {
          ...{ spotCheckId: this.spotCheckId, kind: null, unitId: null, ...this.days },
          ...{ ...asked, position: desk.position(), checklist },
        };
        await this.give(key, drawnAt, 'dong-qing', 'spot-check', this.spotCheckId, {
          type: 'DrawSpotCheck',
          data,
        });
        sampleOf(asked).forEach((item, index) => {
          const when = drawnAt + (index + 1) * 11 * 60_000;
          this.planItem(item, when, checklist, new Dice(seed, 'check', item.caseId));
        });
      },
    });
  }

  private planItem(item: FramedCase, when: number, checklist: Checklist, dice: Dice): void {
    const person = people.find((one) => this.world.roster.staffId(one) === item.handlerId);
    // Who takes twice the time has twice the gaps in the record, as a rule.
    const loss = 0.06 + 0.09 * (person?.pace ?? 1);
    const points = checklist.items.map(({ key, max }) => ({
      item: key,
      points: Math.max(0, max - Math.round(max * loss * dice.real() * 2)),
    }));
    const total = points.reduce((sum, one) => sum + one.points, 0);
    const words = total >= 88 ? findings.good : total >= 78 ? findings.fair : findings.poor;
    const { spotCheckId } = this;
    const data = { spotCheckId, caseId: item.caseId, points, findings: dice.pick(words) };
    this.step(`check/${item.caseId}`, when, 'dong-qing', 'spot-check', spotCheckId, () => ({
      type: 'ScoreSpotCheckItem',
      data,
    }));
  }

  private planCard(person: Person, index: number): void {
    const { desk, roster, seed } = this.world;
    const staffId = roster.staffId(person);
    const scorecardId = idFrom('scorecard', this.periodId, staffId) as ScorecardId;
    const dice = new Dice(seed, 'card', person.key);
    const opened = this.moment(2, '09:30') + index * 9 * 60_000;
    const { indicators } = indicatorsAt(instant(opened));
    const marks = [{ indicator: 'teamwork', value: dice.int(82, 96) }];
    const step = (name: string, when: number, by: string, of: () => Act) =>
      this.step(`card/${person.key}/${name}`, when, by, 'scorecard', scorecardId, of);
    const unitId = roster.unitIds[person.unit];
    const whose = { scorecardId, periodId: this.periodId, staffId, unitId };
    step('open', opened, 'dong-qing', () => ({ type: 'OpenScorecard', data: whose }));
    step('evidence', opened + 60_000, 'dong-qing', () => {
      const evidence = desk.memory.evidence(staffId, this.days);
      const data = { scorecardId, ...this.days, position: desk.position(), evidence };
      return { type: 'LinkEvidence', data };
    });
    step('score', opened + 240_000, 'dong-qing', () => ({
      type: 'ScoreScorecard',
      data: { scorecardId, indicators, marks },
    }));
    const published = this.moment(3, '10:00') + index * 60_000;
    const at = instant(published);
    step('publish', published, 'wang-jianhua', () => ({
      type: 'PublishScorecard',
      data: { scorecardId, promises: desk.deadlines.freeze(['scorecard-objection'], at) },
    }));
    if (person.key === objector) {
      const reason = { scorecardId, reason: objection };
      step('object', this.moment(3, '15:42'), objector, () => ({
        type: 'ObjectToScorecard',
        data: reason,
      }));
      const corrections = [{ indicator: 'efficiency', value: 92 }];
      const outcome = { outcome: 'corrected' as const, corrections, reason: reviewed };
      step('review', this.moment(5, '14:10'), 'liang-hui', () => ({
        type: 'ReviewScorecard',
        data: { scorecardId, indicators, ...outcome },
      }));
      return;
    }
    const final = this.moment(7, '09:00') + index * 60_000;
    step('final', final, 'wang-jianhua', () => ({
      type: 'FinaliseScorecard',
      data: { scorecardId },
    }));
  }

  private moment(workingDays: number, time: string): number {
    return atTime(workingDayBefore(this.firstDay, -workingDays), time);
  }

  private step(
    key: string,
    when: number,
    by: string,
    about: Parameters<World['desk']['assessment']>[0],
    stream: string,
    of: () => Act,
  ): void {
    const own = `assessment/${key}`;
    const run = () => this.give(key, when, by, about, stream, of());
    this.world.agenda.add({ at: when, key: own, run });
  }

  private give(
    key: string,
    when: number,
    by: string,
    about: Parameters<World['desk']['assessment']>[0],
    stream: string,
    act: Act,
  ) {
    const { desk, roster } = this.world;
    const actor = roster.actor(roster.named(by), when);
    const whole = { key: `assessment/${key}`, at: when, by: actor, ...act } as never;
    return desk.assessment(about, stream, whole).catch((error: Error) => {
      // A demonstration too small holds too little to score or publish.
      if (!error.message.startsWith('Refused: scorecard-')) throw error;
    });
  }
}

type Act = {
  [Type in AssessmentCommand['type']]: Readonly<{
    type: Type;
    data: Extract<AssessmentCommand, { type: Type }>['data'];
  }>;
}[AssessmentCommand['type']];
