/** Whether every read model has taken in what the log holds, no more and no less. */
import { logAuditSchema } from '@taizhang/contracts/views';
import { HttpProblem, Operation, Query } from '@taizhang/platform/http';
import { Auditor } from '@taizhang/platform/service';
import { Controller } from '@nestjs/common';
import { z } from 'zod';

@Controller()
export class LogAuditController {
  constructor(private readonly auditor: Auditor) {}

  @Query({
    path: 'operations/log-audit',
    permission: 'operations.read',
    summary: { zh: '漏读核对的结果', en: 'Whether any event was skipped' },
    answers: logAuditSchema,
  })
  status() {
    return this.auditor.status();
  }

  @Operation({
    method: 'POST',
    path: 'operations/log-audit',
    permission: 'operations.write',
    summary: { zh: '开始漏读核对', en: 'Look whether any event was skipped' },
    answers: z.object({ running: z.boolean() }),
    status: 202,
    refusals: ['audit-running'],
  })
  begin() {
    if (!this.auditor.begin()) throw new HttpProblem('audit-running');
    return { running: true };
  }

  @Operation({
    method: 'DELETE',
    path: 'operations/log-audit',
    permission: 'operations.write',
    summary: { zh: '停止漏读核对', en: 'Stop looking for skipped events' },
    refusals: ['audit-not-running'],
  })
  stop() {
    if (!this.auditor.stop()) throw new HttpProblem('audit-not-running');
  }
}
