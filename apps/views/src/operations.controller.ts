/** Read models as operators see them: where they stand, and rebuilding them. */
import { readModelStatusSchema, rebuildRequest } from '@taizhang/contracts/views';
import { HttpProblem, Operation, Query, type QueryInput } from '@taizhang/platform/http';
import { ProjectionsService } from '@taizhang/platform/service';
import { Controller } from '@nestjs/common';
import { z } from 'zod';

const params = z.strictObject({ name: z.string().max(60) });
const started = z.object({ readModels: z.array(z.string()) });

@Controller()
export class OperationsController {
  constructor(private readonly projections: ProjectionsService) {}

  @Query({
    path: 'operations/read-models',
    permission: 'operations.read',
    summary: { zh: '读模型状态', en: 'Where the read models stand' },
    answers: z.object({ head: z.string(), items: z.array(readModelStatusSchema) }),
  })
  status() {
    return this.projections.status();
  }

  @Operation({
    path: 'operations/read-models/:name/rebuild',
    permission: 'operations.write',
    summary: { zh: '重建读模型（all 为全部）', en: 'Rebuild a read model, or "all"' },
    params,
    body: rebuildRequest,
    answers: started,
    status: 202,
    refusals: ['not-found', 'rebuild-running'],
  })
  rebuild({
    params: { name },
    body,
  }: QueryInput<{ params: typeof params; body: typeof rebuildRequest }>) {
    const readModels = this.named(name);
    if (!this.projections.begin(readModels, body)) throw new HttpProblem('rebuild-running');
    return { readModels };
  }

  @Operation({
    method: 'DELETE',
    path: 'operations/read-models/:name/rebuild',
    permission: 'operations.write',
    summary: { zh: '取消重建', en: 'Cancel a rebuild' },
    params,
    refusals: ['not-found', 'rebuild-not-running'],
  })
  cancel({ params: { name } }: QueryInput<{ params: typeof params }>) {
    if (!this.projections.cancel(this.named(name))) throw new HttpProblem('rebuild-not-running');
  }

  private named(name: string): string[] {
    const all = this.projections.models.map((model) => model.name);
    if (name === 'all') return all;
    if (!all.includes(name)) throw new HttpProblem('not-found');
    return [name];
  }
}
