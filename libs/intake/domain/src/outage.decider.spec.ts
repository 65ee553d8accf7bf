import type { FaultId, OutageEvent, OutageId } from '@taizhang/contracts/intake';
import type { ActorId, Instant } from '@taizhang/kernel';
import { specification } from '@taizhang/kernel/testing';
import { outageDecider, type OutageCommand } from './outage.decider';

const given = specification(outageDecider);
const at = '2026-01-05T01:00:00.000Z' as Instant;
const by = 'staff-dispatcher' as ActorId;
const outageId = 'outage-1' as OutageId;
const faultId = 'fault-1' as FaultId;
const words = {
  outageId,
  kind: 'fault' as const,
  area: 'rural' as const,
  place: '柳河镇东片',
  unitIds: [],
  startsAt: at,
  endsAt: '2026-01-05T05:00:00.000Z' as Instant,
  reason: '雷击',
};
const announce: OutageCommand = { type: 'AnnounceOutage', at, by, data: words };
const announced: OutageEvent = { type: 'OutageAnnounced', at, by, data: words };
const link: OutageCommand = { type: 'LinkFault', at, by, data: { outageId, faultId } };
const linked: OutageEvent = { type: 'OutageFaultLinked', at, by, data: { outageId, faultId } };
const restore: OutageCommand = { type: 'RestoreOutage', at, by, data: { outageId } };
const restored: OutageEvent = { type: 'OutageRestored', at, by, data: { outageId } };

describe('An outage', () => {
  it('is announced', () => given().when(announce).then(announced));
  it('gathers the reports that belong to it', () => given(announced).when(link).then(linked));
  it('ends', () => given(announced, linked).when(restore).then(restored));
  it('told twice is one fact', () => {
    given(announced).when(announce).thenNothing();
    given(announced, linked).when(link).thenNothing();
    given(announced, restored).when(restore).thenNothing();
  });
  it('that is over takes no more reports', () => {
    given(announced, restored).when(link).thenRefused('outage-over');
  });
  it('must have been announced', () => {
    given().when(link).thenRefused('outage-unknown');
    given().when(restore).thenRefused('outage-unknown');
  });
});
