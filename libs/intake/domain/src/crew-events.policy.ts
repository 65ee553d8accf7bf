/** What is recorded of the crew's work: departure, arrival, cause, restoration. */
import { faultPromises, type FaultEvent } from '@taizhang/contracts/intake';
import { unreachable } from '@taizhang/kernel';
import type { FaultCommand } from './fault.commands';
import { measuredBy, missedBefore } from './fault-promise.policy';
import type { KnownFault } from './fault.state';

const { arrival: arrivals, restoration: restorations } = faultPromises;

type CrewCommand = Extract<
  FaultCommand,
  {
    type: 'DepartForFault' | 'ArriveAtFault' | 'FindCause' | 'RestoreSupply' | 'RestoreWithOutage';
  }
>;

export function crewEvents(command: CrewCommand, fault: KnownFault): FaultEvent[] {
  const { at, by } = command;
  const { faultId, customerId, unitId } = fault;
  const told = { faultId, customerId };
  switch (command.type) {
    case 'DepartForFault':
      return [{ type: 'CrewDeparted', at, by, data: { faultId, handlerId: by } }];
    case 'ArriveAtFault': {
      const isFirst = fault.arrivedAt === null;
      const promises = isFirst ? [...command.data.restoring] : [];
      const measured = {
        ...measuredBy(fault, arrivals),
        ...(!isFirst && { again: true as const }),
      };
      const data = { faultId, handlerId: by, ...measured, promises };
      return [...missedBefore(fault, arrivals, at), { type: 'CrewArrived', at, by, data }];
    }
    case 'FindCause': {
      const { cause, findings } = command.data;
      const data = { ...told, cause, class: command.data.class ?? fault.class, findings };
      return [{ type: 'FaultCauseFound', at, by, data }];
    }
    case 'RestoreSupply': {
      const measured = measuredBy(fault, restorations, fault.arrivedAt);
      const data = { ...told, handlerId: by, outageId: null, ...command.data, ...measured };
      return [...missedBefore(fault, restorations, at), { type: 'SupplyRestored', at, by, data }];
    }
    case 'RestoreWithOutage': {
      const since = { unitId, startedAt: fault.startedAt, dueAt: null };
      const { outageId } = command.data;
      const data = { ...told, handlerId: null, outageId, result: '', ...since };
      return [{ type: 'SupplyRestored', at, by, data }];
    }
    default:
      return unreachable(command);
  }
}
