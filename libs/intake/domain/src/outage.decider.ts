/** One outage that concerns many: announced → over; reports are linked to it meanwhile. */
import type { FaultId, OutageEvent } from '@taizhang/contracts/intake';
import { accept, alreadyDone, refuse, type Decider, type MessagesOf } from '@taizhang/kernel';

type DataOf<Type extends OutageEvent['type']> = Extract<OutageEvent, { type: Type }>['data'];

export interface OutageCommandPayloads {
  AnnounceOutage: DataOf<'OutageAnnounced'>;
  LinkFault: DataOf<'OutageFaultLinked'>;
  RestoreOutage: DataOf<'OutageRestored'>;
}
export type OutageCommand = MessagesOf<OutageCommandPayloads>;

export type OutageState =
  | { readonly status: 'unknown' }
  | Readonly<{ status: 'announced' | 'restored'; faultIds: readonly FaultId[] }>;

export const outageRefusals = [
  /** Nobody announced this outage. */
  'outage-unknown',
  /** It is over: what is reported now is another matter. */
  'outage-over',
] as const;
export type OutageRefusal = (typeof outageRefusals)[number];

export const outageDecider: Decider<OutageCommand, OutageState, OutageEvent, OutageRefusal> = {
  initialState: { status: 'unknown' },

  decide(command, outage) {
    if (command.type === 'AnnounceOutage') {
      if (outage.status !== 'unknown') return alreadyDone;
      return accept<OutageEvent>({ ...command, type: 'OutageAnnounced' });
    }
    if (outage.status === 'unknown') return refuse('outage-unknown');
    if (command.type === 'RestoreOutage') {
      if (outage.status === 'restored') return alreadyDone;
      return accept<OutageEvent>({ ...command, type: 'OutageRestored' });
    }
    if (outage.faultIds.includes(command.data.faultId)) return alreadyDone;
    if (outage.status === 'restored') return refuse('outage-over');
    return accept<OutageEvent>({ ...command, type: 'OutageFaultLinked' });
  },

  evolve(outage, { type, data }) {
    if (type === 'OutageAnnounced') return { status: 'announced', faultIds: [] };
    if (outage.status === 'unknown') return outage;
    switch (type) {
      case 'OutageFaultLinked':
        return { ...outage, faultIds: [...outage.faultIds, data.faultId] };
      case 'OutageRestored':
        return { ...outage, status: 'restored' };
      default:
        return outage; // An older binary may meet a newer fact.
    }
  },
};
