/** How far the log is sealed, whether a case is, and a case with what proves it. */
import { caseFileSchema, caseParams as params } from '@taizhang/contracts/views';
import { caseSealSchema, sealsSchema } from '@taizhang/contracts/views';
import { CLOCK, EVENT_LOG } from '@taizhang/kernel';
import type { Clock, EventLog, Recorded } from '@taizhang/kernel';
import { HttpProblem, Query, orNotFound, type QueryInput } from '@taizhang/platform/http';
import { eventNames, streamsOfCase } from '@taizhang/platform/ledger';
import { READ_MODELS } from '@taizhang/platform/resources';
import { SealsService } from '@taizhang/platform/service';
import { NoSuchCase, SealRefused, assertSigned, caseFile } from '@taizhang/seal';
import { keysIn, zipOf, type Head, type Refusal } from '@taizhang/seal';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { staffMemberEntity, unitEntity } from './entities';
import { RestrictedThings } from './restricted-things';

type OfCase = QueryInput<{ params: typeof params }>;

const headsShown = 12;

@Controller()
export class SealViews {
  constructor(
    private readonly service: SealsService,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly restricted: RestrictedThings,
  ) {}

  @Query({
    path: 'seals',
    permission: 'seal.read',
    summary: { zh: '账本封印的状态', en: 'How far the log is sealed' },
    answers: sealsSchema,
  })
  async status() {
    const { store } = this.service.seals;
    let [takenIn, refusal]: [number, Refusal | null] = [0, null];
    try {
      ({ size: takenIn, refusal } = await store.state());
      const [recent, history] = [await store.recentHeads(headsShown), await keysIn(store)];
      assertSigned(recent, history);
      const heads = recent.map(({ head }) => shown(head));
      const keys = history.map(({ key, from }) => ({ key, from }));
      return { sealed: heads[0]?.size ?? 0, takenIn, heads, keys, refusal };
    } catch (error) {
      if (!(error instanceof SealRefused)) throw error;
      // Heads that cannot be read any more are what is to be told.
      const { code, message: sentence } = error;
      const unread = refusal ?? { code, sentence, at: this.clock.now() };
      return { sealed: 0, takenIn, heads: [], keys: [], refusal: unread };
    }
  }

  @Query({
    path: 'seals/cases/:id',
    permission: 'seal.read',
    summary: { zh: '一件案卷的封印', en: 'Whether a case is sealed, and by which head' },
    params,
    answers: caseSealSchema,
    refusals: ['not-found', 'seal-refused'],
  })
  async ofCase({ params: { id } }: OfCase) {
    const events = await this.log.readStream(id);
    orNotFound(events[0]);
    return this.sealOf(events).catch((error: unknown) => {
      throw error instanceof SealRefused ? new HttpProblem('seal-refused') : error;
    });
  }

  private async sealOf(events: readonly Pick<Recorded, 'position'>[]) {
    const { store } = this.service.seals;
    const sealed = (await store.newestHead())?.head.size ?? 0;
    // From the end: all but the last few are sealed, as events are within a minute.
    for (let count = events.length; count > 0; count--) {
      const place = await store.placeOf(events[count - 1]!.position);
      if (place === undefined || place >= sealed) continue;
      const over = await store.headOver(place + 1);
      if (over) assertSigned([over], await keysIn(store));
      return { events: events.length, sealed: count, place, head: over ? shown(over.head) : null };
    }
    return { events: events.length, sealed: 0, place: null, head: null };
  }

  @Query({
    path: 'evidence/cases/:id',
    permission: 'evidence.read',
    summary: {
      zh: '导出可离线核验的案卷',
      en: 'A case file that can be verified without us',
    },
    params,
    views: { kind: 'case', id: 'id' },
    answers: caseFileSchema,
    refusals: ['not-found', 'seal-refused', 'processing-restricted'],
  })
  async export({ params: { id }, principal }: OfCase) {
    // A file cannot show blanks: its words are proven by their hashes.
    const answersForIt = principal.permissions.includes('privacy.read');
    const known = await streamsOfCase(this.log, id);
    // Of which there is nothing, something may have been sealed.
    const streams = known.length > 0 ? known : [id];
    // Whoever urged a case need not be whose case it is.
    if (!answersForIt && (await this.restricted.among(new Set(streams))).size > 0) {
      throw new HttpProblem('processing-restricted');
    }
    const { seals, vault } = this.service;
    const name = await this.names(answersForIt);
    const words = { event: (type: string) => eventNames[type] ?? { zh: type, en: type }, name };
    try {
      const files = await caseFile(streams, {
        ...{ seals, vault, words, log: this.log, clock: this.clock },
      });
      return { fileName: `${id}.zip`, zip: zipOf(files).toString('base64') };
    } catch (error) {
      if (error instanceof SealRefused) throw new HttpProblem('seal-refused');
      if (error instanceof NoSuchCase) throw new HttpProblem('not-found');
      throw error;
    }
  }

  /** Of units, and of staff as far as their data may be used. */
  private async names(answersForIt: boolean): Promise<(id: string) => string> {
    const [units, staff] = await Promise.all([
      this.readModels.getRepository(unitEntity).find(),
      this.readModels.getRepository(staffMemberEntity).find(),
    ]);
    const ids = new Set(answersForIt ? [] : staff.map(({ id }) => id));
    const hidden = await this.restricted.among(ids);
    const shown = staff.filter(({ id }) => !hidden.has(id));
    const names = new Map([...units, ...shown].map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? id;
  }
}

const shown = ({ size, root, at, key }: Head) => ({ size, root, at, key });
