/** Read models as operators see them: where they stand, and rebuilding them without fear. */
import {
  differencesQuery,
  differencesSchema,
  readModelsStatusSchema,
  rebuildRequest,
} from '@taizhang/contracts/views';
import { HttpProblem, Operation, Query, type QueryInput } from '@taizhang/platform/http';
import { ProjectionsService } from '@taizhang/platform/service';
import {
  NothingToRollBackTo,
  RebuildNotResumable,
  RebuildRunning,
  RebuildUnfinished,
} from '@taizhang/projections';
import { Controller } from '@nestjs/common';
import { z } from 'zod';

const params = z.strictObject({ name: z.string().max(60) });
type Named = QueryInput<{ params: typeof params }>;
const started = z.object({ readModels: z.array(z.string()) });
const rolledBack = z.object({
  items: z.array(z.object({ readModel: z.string(), position: z.string() })),
});

@Controller()
export class OperationsController {
  constructor(private readonly projections: ProjectionsService) {}

  @Query({
    path: 'operations/read-models',
    permission: 'operations.read',
    summary: { zh: '读模型状态', en: 'Where the read models stand' },
    answers: readModelsStatusSchema,
  })
  status() {
    return this.projections.status();
  }

  @Query({
    path: 'operations/read-models/:name/differences',
    permission: 'operations.read',
    summary: { zh: '最近一次比对不同的行', en: 'Rows that differed when last compared' },
    params,
    query: differencesQuery,
    answers: differencesSchema,
    refusals: ['not-found'],
  })
  async differences({
    params: { name },
    query: { after, limit },
  }: QueryInput<{ params: typeof params; query: typeof differencesQuery }>) {
    const found = await this.projections.differences(this.one(name), { after, limit: limit + 1 });
    if (!found) throw new HttpProblem('not-found');
    const items = found.items.slice(0, limit);
    const next = found.items.length > limit ? items.at(-1)!.number : null;
    return { total: found.total, items, next };
  }

  @Operation({
    path: 'operations/read-models/:name/rebuild',
    permission: 'operations.write',
    summary: { zh: '重建读模型（all 为全部）', en: 'Rebuild a read model, or "all"' },
    params,
    body: rebuildRequest,
    answers: started,
    status: 202,
    refusals: ['not-found', 'rebuild-running', 'rebuild-unfinished'],
  })
  async rebuild({
    params: { name },
    body,
  }: QueryInput<{ params: typeof params; body: typeof rebuildRequest }>) {
    const readModels = this.named(name);
    await this.projections.rebuilds.begin(readModels, body).catch(inWords);
    return { readModels };
  }

  @Operation({
    method: 'DELETE',
    path: 'operations/read-models/:name/rebuild',
    permission: 'operations.write',
    summary: { zh: '取消重建', en: 'Cancel a rebuild' },
    params,
    refusals: ['not-found', 'rebuild-running', 'rebuild-not-running'],
  })
  async cancel({ params: { name } }: Named) {
    const { held, ...done } = await this.projections.rebuilds.cancel(this.named(name));
    if (held.length > 0) throw new HttpProblem('rebuild-running', { extra: { held, ...done } });
    if (done.cancelled.length + done.asked.length === 0) {
      throw new HttpProblem('rebuild-not-running');
    }
  }

  @Operation({
    path: 'operations/read-models/:name/rebuild/pause',
    permission: 'operations.write',
    summary: { zh: '暂停重建', en: 'Pause a rebuild' },
    params,
    refusals: ['not-found', 'rebuild-not-running'],
  })
  async pause({ params: { name } }: Named) {
    const asked = await this.projections.rebuilds.pause(this.named(name));
    if (!asked) throw new HttpProblem('rebuild-not-running');
  }

  @Operation({
    path: 'operations/read-models/:name/rebuild/resume',
    permission: 'operations.write',
    summary: { zh: '继续重建', en: 'Go on with a rebuild' },
    params,
    refusals: ['not-found', 'rebuild-running', 'rebuild-not-running', 'rebuild-not-resumable'],
  })
  async resume({ params: { name } }: Named) {
    const resumed = await this.projections.rebuilds.resume(this.named(name)).catch(inWords);
    if (!resumed) throw new HttpProblem('rebuild-not-running');
  }

  @Operation({
    path: 'operations/read-models/:name/roll-back',
    permission: 'operations.write',
    summary: { zh: '换回重建前的数据', en: 'Serve the tables of before the last rebuild again' },
    params,
    answers: rolledBack,
    refusals: ['not-found', 'rebuild-running', 'nothing-to-roll-back-to'],
  })
  async rollBack({ params: { name } }: Named) {
    const items = await this.projections.rollBack(this.named(name)).catch(inWords);
    return { items };
  }

  @Operation({
    method: 'DELETE',
    path: 'operations/read-models/:name/previous',
    permission: 'operations.write',
    summary: { zh: '删除保留的旧数据', en: 'Drop the tables that are kept to go back to' },
    params,
    answers: z.object({ dropped: z.array(z.string()) }),
    refusals: ['not-found', 'rebuild-running'],
  })
  async forget({ params: { name } }: Named) {
    return { dropped: await this.projections.forgetPrevious(this.named(name)).catch(inWords) };
  }

  private named(name: string): string[] {
    if (name === 'all') return this.projections.models.map((model) => model.name);
    return [this.one(name)];
  }

  private one(name: string): string {
    if (this.projections.models.some((model) => model.name === name)) return name;
    throw new HttpProblem('not-found');
  }
}

/** Refusals as the problems that they are. */
function inWords(error: unknown): never {
  if (error instanceof RebuildRunning) throw new HttpProblem('rebuild-running');
  if (error instanceof RebuildUnfinished) throw new HttpProblem('rebuild-unfinished');
  if (error instanceof RebuildNotResumable) throw new HttpProblem('rebuild-not-resumable');
  if (error instanceof NothingToRollBackTo) throw new HttpProblem('nothing-to-roll-back-to');
  throw error;
}
